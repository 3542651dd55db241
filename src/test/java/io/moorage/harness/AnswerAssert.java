package io.moorage.harness;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.assertj.core.api.AbstractAssert;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Checks an answer. A problem is checked as a whole wherever one is expected: its
 * members, its headers, its page, and that it shows nothing of the service's inside.
 */
public final class AnswerAssert extends AbstractAssert<AnswerAssert, Answer> {

	private static final Set<String> PAGES_SEEN = ConcurrentHashMap.newKeySet();

	AnswerAssert(Answer actual) {
		super(actual, AnswerAssert.class);
	}

	/**
	 * Checks the status.
	 * @param status the HTTP status
	 * @return this
	 */
	public AnswerAssert hasStatus(int status) {
		assertThat(this.actual.status()).as("status of %s", this.actual).isEqualTo(status);
		return this;
	}

	/**
	 * Checks one value of the body, as text.
	 * @param pointer a JSON pointer
	 * @param value the value
	 * @return this
	 */
	public AnswerAssert has(String pointer, Object value) {
		assertThat(this.actual.at(pointer).asString("(not there)")).as("%s of %s", pointer, this.actual)
			.isEqualTo(String.valueOf(value));
		return this;
	}

	/**
	 * Checks that the body has a value.
	 * @param pointer a JSON pointer
	 * @return this
	 */
	public AnswerAssert tells(String pointer) {
		JsonNode value = this.actual.at(pointer);
		assertThat(value.isMissingNode() || value.isNull()).as("%s is missing in %s", pointer, this.actual).isFalse();
		return this;
	}

	/**
	 * Checks that the answer is a problem, with all that every problem has.
	 * @param status the HTTP status
	 * @param code the stable code
	 * @return this
	 */
	public AnswerAssert isProblem(int status, String code) {
		hasStatus(status);
		has("/code", code).has("/status", status);
		assertThat(this.actual.header("Content-Type")).as("type of %s", this.actual)
			.startsWith("application/problem+json");
		assertThat(this.actual.text("/type")).endsWith("/problems/" + code);
		assertThat(this.actual.text("/title")).as("title of %s", this.actual).isNotBlank();
		assertThat(this.actual.text("/detail")).as("detail of %s", this.actual).matches("(?s)\\S.{8,}[.!?]");
		assertThat(this.actual.text("/instance")).as("instance of %s", this.actual).isNotBlank();
		assertThat(this.actual.header("X-Request-Id")).as("X-Request-Id of %s", this.actual)
			.matches("[A-Za-z0-9._-]{1,64}");
		assertThat(this.actual.body()).as("what %s shows", this.actual.request())
			.contains(this.actual.header("X-Request-Id"))
			.doesNotContain("\tat ", "\\tat ", "Exception", "io.moorage", "dockerjava", "org.springframework");
		if (PAGES_SEEN.add(this.actual.api().base() + code)) {
			hasPage(code);
		}
		return this;
	}

	/**
	 * Checks where the mistakes are that an invalid request is told.
	 * @param pointers each mistake's pointer, in any order
	 * @return this
	 */
	public AnswerAssert pointsAt(String... pointers) {
		assertThat(this.actual.texts("/errors", "pointer")).as("errors of %s", this.actual)
			.containsExactlyInAnyOrder(pointers);
		assertThat(this.actual.texts("/errors", "detail")).allSatisfy((detail) -> assertThat(detail).isNotBlank());
		return this;
	}

	private void hasPage(String code) {
		Answer page = new Api(this.actual.api().base()).at("/problems/{}", code)
			.header("Accept", "application/json")
			.get();
		assertThat(page).hasStatus(200).has("/code", code).tells("/title");
		page = new Api(this.actual.api().base()).at("/problems/{}", code).header("Accept", "text/html").get();
		assertThat(page).hasStatus(200);
		assertThat(page.header("Content-Type")).startsWith("text/html");
		assertThat(page.body()).contains(code);
	}

}
