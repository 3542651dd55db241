package io.moorage.harness;

import java.net.http.HttpHeaders;
import java.util.List;

import org.assertj.core.api.AssertProvider;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the service answered.
 *
 * @param api the service that answered
 * @param request the method and target that were asked for
 * @param status the HTTP status
 * @param headers the headers
 * @param body the body as text, maybe empty
 */
public record Answer(Api api, String request, int status, HttpHeaders headers,
		String body) implements AssertProvider<AnswerAssert> {

	private static final JsonMapper JSON = JsonMapper.builder().build();

	public JsonNode json() {
		return JSON.readTree(this.body);
	}

	/**
	 * Returns one value of the body.
	 * @param pointer a JSON pointer
	 * @return the value, maybe missing
	 */
	public JsonNode at(String pointer) {
		return json().at(pointer);
	}

	/**
	 * Returns one value of the body as text.
	 * @param pointer a JSON pointer
	 * @return the text, empty when it is missing
	 */
	public String text(String pointer) {
		return at(pointer).asString("");
	}

	/**
	 * Returns one field of every element of a list.
	 * @param list a JSON pointer to the list
	 * @param field the field's name
	 * @return the texts, in order
	 */
	public List<String> texts(String list, String field) {
		return at(list).valueStream().map((item) -> item.path(field).asString("")).toList();
	}

	/**
	 * Returns a header.
	 * @param name its name
	 * @return its first value, empty when it is missing
	 */
	public String header(String name) {
		return this.headers.firstValue(name).orElse("");
	}

	@Override
	public AnswerAssert assertThat() {
		return new AnswerAssert(this);
	}

	@Override
	public String toString() {
		return this.request + " -> " + this.status + " " + this.body;
	}

}
