package io.moorage.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes bodies as a schema describes them, and spoils some.
 *
 * @param document the document that the schemas are from
 * @param odd what to spoil them with
 * @param likely what a field of this name might well hold
 * @param mischief how probable it is that any one value is spoilt
 */
record BodyMaker(JsonNode document, Oddities odd, Likely likely, double mischief) {

	private static final JsonMapper JSON = JsonMapper.builder().build();

	private static final int DEPTH = 6;

	String body(JsonNode schema) {
		String body = value("", schema, 0);
		if (!this.odd.happens(this.mischief)) {
			return body;
		}
		List<Supplier<String>> spoilt = List.of(() -> body + body, () -> body + " x", () -> "",
				() -> body.substring(0, body.length() / 2), () -> "\ufeff" + body, () -> "[" + body + "]", () -> "null",
				() -> quoted(body), () -> "//\n" + body, () -> body.replace('"', '\''), () -> deep("[", "]"),
				() -> deep("{\"a\":", "}"), () -> body.replaceFirst("\\{", "{\"name\":1,\"name\":2,"),
				() -> "{\"" + "x".repeat(20_000) + "\":1}", () -> "a: &a [*a]", () -> "networks: {a: {<<: *b}}");
		return this.odd.one(spoilt).get();
	}

	private String value(String name, JsonNode given, int depth) {
		JsonNode schema = resolved(given);
		if (this.odd.happens(this.mischief / 2)) {
			return spoilt(schema);
		}
		if (schema.has("enum")) {
			return quoted(this.odd.one(schema.path("enum").valueStream().map((each) -> each.asString("")).toList()));
		}
		return switch (schema.path("type").asString("")) {
			case "object" -> object(schema, depth);
			case "array" -> array(name, schema.path("items"), depth);
			case "boolean" -> String.valueOf(this.odd.happens(0.5));
			case "integer", "number" -> String.valueOf(this.likely.number(name));
			default -> quoted(this.likely.text(name, schema));
		};
	}

	private String object(JsonNode schema, int depth) {
		List<String> fields = new ArrayList<>();
		List<String> required = schema.path("required").valueStream().map((each) -> each.asString("")).toList();
		for (Map.Entry<String, JsonNode> field : schema.path("properties").properties()) {
			double probability = required.contains(field.getKey()) ? 0.97 : 0.25;
			if (depth < DEPTH && this.likely.allows(field.getKey()) && this.odd.happens(probability)) {
				fields.add(quoted(field.getKey()) + ":" + value(field.getKey(), field.getValue(), depth + 1));
			}
		}
		JsonNode others = schema.path("additionalProperties");
		for (int i = 0; others.isObject() && i < this.odd.random().nextInt(3); i++) {
			fields.add(quoted(this.likely.key(i)) + ":" + value("", others, depth + 1));
		}
		if (this.odd.happens(this.mischief / 2)) {
			fields.add(quoted(this.odd.text()) + ":" + this.odd.number());
		}
		if (!fields.isEmpty() && this.odd.happens(this.mischief / 2)) {
			fields.add(this.odd.one(fields));
		}
		return "{" + String.join(",", fields) + "}";
	}

	private String array(String name, JsonNode items, int depth) {
		List<String> values = new ArrayList<>();
		int count = this.likely.count(name);
		for (int i = 0; depth < DEPTH && i < count; i++) {
			values.add(value(name, items, depth + 1));
		}
		if (!values.isEmpty() && this.odd.happens(0.1)) {
			values.add(values.getFirst());
		}
		return "[" + String.join(",", values) + "]";
	}

	private String spoilt(JsonNode schema) {
		List<Supplier<String>> ways = List.of(() -> quoted(this.odd.text()), () -> quoted(this.odd.text()),
				this.odd::number, () -> quoted(this.odd.number()), () -> "null", () -> "{}", () -> "[]", () -> "[null]",
				() -> "{\"\":null}", () -> deep("[", "]"), () -> "\"\\ud800\"",
				() -> (schema.path("type").asString("").equals("boolean")) ? "\"true\"" : "true");
		return this.odd.one(ways).get();
	}

	private String deep(String open, String close) {
		int depth = this.odd.one(List.of(30, 300, 3000, 100_000));
		return open.repeat(depth) + "1" + close.repeat(depth);
	}

	private JsonNode resolved(JsonNode schema) {
		String reference = schema.path("$ref").asString("");
		return reference.isEmpty() ? schema : resolved(this.document.at(reference.substring(1)));
	}

	static String quoted(String text) {
		return JSON.writeValueAsString(text);
	}

}
