package io.moorage.fuzz;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

import io.moorage.harness.Api;
import io.moorage.harness.EndToEnd;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What no client of Java's can send, found by fuzzing.
 */
@EndToEnd
class UnreadableTests {

	private final RawHttp http;

	UnreadableTests(Api api) {
		this.http = new RawHttp(api.base());
	}

	@ParameterizedTest
	@ValueSource(strings = { "%zz", "q=%zz", "q=%", "q=%ff%fe", "q=%C0%AF", "=", "q=a&=" })
	void sendWhenQueryCannotBeReadIsRefused(String query) throws IOException {
		for (String path : List.of("/networks", "/topology", "/engine", "/problems", "/operations")) {
			isInvalid(send("GET", path + "?" + query));
		}
		isInvalid(send("POST", "/networks/prune?" + query));
	}

	@ParameterizedTest
	@ValueSource(strings = { "X-Forwarded-Prefix: evil.example", "X-Forwarded-Prefix: /a/../b",
			"X-Forwarded-Prefix: /.%2E", "X-Forwarded-Prefix: /a, b", "X-Forwarded-Prefix: /a;b",
			"X-Forwarded-Prefix: /a b", "X-Forwarded-Port: x", "X-Forwarded-Port: 99999999999", "Forwarded: ,,,",
			"Forwarded: host=\"a:b\"", "X-Forwarded-Host: a:b", "X-Forwarded-Proto: application/json;q=0",
			"X-Forwarded-Proto: ftp", "Forwarded: proto=\"a/b\"" })
	void sendWhenProxyTellsNonsenseIsRefused(String header) throws IOException {
		isInvalid(send("GET", "/networks", header));
		isInvalid(send("DELETE", "/networks/nobody", header));
	}

	@ParameterizedTest
	@ValueSource(strings = { "/networks/remove/.?%zz", "/containers/one/..?q=%C0%AF", "/networks/.", "/./networks" })
	void sendWhenPathCannotBeReadIsRefused(String target) throws IOException {
		isInvalid(send("POST", target));
	}

	private static void isInvalid(RawAnswer answer) {
		assertThat(answer.status()).as("%s", answer).isEqualTo(400);
		assertThat(AnswerCheck.code(answer)).as("%s", answer).isEqualTo("invalid-request");
	}

	private RawAnswer send(String method, String target, String... headers) throws IOException {
		byte[] body = method.equals("POST") ? "{}".getBytes(StandardCharsets.UTF_8) : new byte[0];
		return this.http.send(new FuzzedRequest(0, "", method, target, List.of(headers), body, false));
	}

}
