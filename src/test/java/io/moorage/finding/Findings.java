package io.moorage.finding;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.Optional;

import io.moorage.harness.Answer;
import io.moorage.harness.Api;
import io.moorage.harness.Call;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Reads what is wrong, and sends the remedies that are told with it.
 *
 * @param api the service
 */
public record Findings(Api api) {

	/**
	 * Finds what is wrong with a thing, after the engine was asked.
	 * @param code what it is
	 * @param about the name of a network or a container that it is about
	 */
	public Optional<JsonNode> find(String code, String about) {
		Answer findings = this.api.at("/findings").query("code", code).query("fresh", true).get();
		assertThat(findings).hasStatus(200);
		return findings.at("/items")
			.valueStream()
			.filter((finding) -> finding.path("objects")
				.valueStream()
				.anyMatch((object) -> object.path("name").asString().equals(about)))
			.findFirst();
	}

	/** Sends a finding's remedy. */
	public Answer mend(JsonNode finding) {
		JsonNode remedy = finding.path("remedy");
		String[] path = remedy.path("path").asString().split("\\?");
		Call call = this.api.at(path[0]);
		for (String parameter : (path.length > 1) ? path[1].split("&") : new String[0]) {
			call.query(parameter.split("=")[0], parameter.split("=")[1]);
		}
		String method = remedy.path("method").asString();
		return remedy.path("body").isMissingNode() ? call.send(method, BodyPublishers.noBody())
				: call.header("Content-Type", "application/json")
					.send(method, BodyPublishers.ofString(remedy.path("body").toString()));
	}

	/** Finds something, sends its remedy, and finds it no more. */
	public void assertMends(String code, String about) {
		JsonNode finding = find(code, about).orElseThrow();
		assertThat(finding.path("detail").asString()).contains(about);
		// Others may take the very subnet that was suggested; another one is suggested
		// then.
		Answer mended = await().until(() -> mend(find(code, about).orElseThrow()),
				(answer) -> answer.status() < 400 || !answer.body().contains("subnet-overlap"));
		assertThat(mended.status()).as("%s to %s", mended, finding).isBetween(200, 204);
		assertThat(find(code, about)).isEmpty();
	}

	/** Finds something that comes with words and without a request. */
	public void assertLeavesAlone(String code, String about, String words) {
		JsonNode finding = find(code, about).orElseThrow();
		assertThat(finding.has("remedy")).as("a remedy of %s", finding).isFalse();
		assertThat(finding.path("detail").asString()).contains(words).doesNotContain("remedy");
	}

}
