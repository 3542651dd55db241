package io.moorage.harness;

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

	void isIn(String document, String description) {
		assertThat(isIn(this.expected, JSON.readTree(document)))
			.as("%s shows%n%s%nwhich has%n%s", description, document, this.expected)
			.isTrue();
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
