package io.moorage.harness;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A part of a JSON document: objects may have further fields and lists further elements,
 * and "…" stands for any text.
 *
 * @param expected what must be there
 */
record JsonExcerpt(JsonNode expected) {

	private static final JsonMapper JSON = JsonMapper.builder().build();

	static JsonExcerpt of(String text) {
		return new JsonExcerpt(JSON.readTree(text));
	}

	/**
	 * Checks that it is a part of one of the documents in an output, each of which begins
	 * a line.
	 */
	void isIn(String output, String description) {
		assertThat(documents(output)).as("%s shows%n%s%nwhich has%n%s", description, output, this.expected)
			.anyMatch((document) -> isIn(this.expected, document));
	}

	private static List<JsonNode> documents(String output) {
		List<JsonNode> documents = new ArrayList<>();
		output.lines()
			.filter((line) -> line.startsWith("{") || line.startsWith("["))
			.forEach((line) -> JSON.readerFor(JsonNode.class)
				.<JsonNode>readValues(line)
				.forEachRemaining(documents::add));
		return documents;
	}

	private static boolean isIn(JsonNode part, JsonNode whole) {
		if (part.isObject()) {
			for (Map.Entry<String, JsonNode> field : part.properties()) {
				if (!isIn(field.getValue(), whole.path(field.getKey()))) {
					return false;
				}
			}
			return true;
		}
		if (part.isArray()) {
			return whole.isArray() && part.valueStream()
				.allMatch((wanted) -> whole.valueStream().anyMatch((element) -> isIn(wanted, element)));
		}
		return (part.isString() && part.asString().equals("…")) ? whole.isString() : part.equals(whole);
	}

}
