package io.moorage.access;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import io.moorage.harness.Answer;
import io.moorage.harness.Api;
import io.moorage.harness.Callers;
import io.moorage.harness.EndToEnd;
import io.moorage.harness.Engine;
import io.moorage.harness.RunningMoorage;
import io.moorage.harness.Workspace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What comes from web pages, proxies, and those who ask too much, at a service without
 * credentials.
 */
@EndToEnd
class EdgeTests {

	private final Api api;

	private final Engine engine;

	private final Workspace mine;

	EdgeTests(Api api, Engine engine, Workspace mine) {
		this.api = api;
		this.engine = engine;
		this.mine = mine;
	}

	// Java's own client sends no Host but its own.
	private static String raw(URI base, String... lines) throws IOException {
		try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), base.getPort())) {
			String request = String.join("\r\n", lines) + "\r\nConnection: close\r\n\r\n";
			socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
			return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "evil.example", "evil.example:8080", "localhost.evil.example", "127.0.0.1.evil.example",
			"169.254.169.254", "xlocalhost", "localhost@evil.example", "127.0.0.2", "[::2]", "0x7f000001" })
	void requestWhenHostIsAnothersIsMisdirected(String host) throws IOException {
		String answer = raw(this.api.base(), "GET /networks HTTP/1.1", "Host: " + host);
		assertThat(answer).matches("(?s)HTTP/1.1 4(21|00) .*");
		if (answer.startsWith("HTTP/1.1 421")) {
			assertThat(answer).contains("unknown-host", "application/problem+json");
		}
		// Such a page is of the same origin, and so may send any header.
		assertThat(raw(this.api.base(), "GET /networks HTTP/1.1", "Host: evil.example", "X-Forwarded-Host: localhost",
				"X-Forwarded-For: 127.0.0.1", "Forwarded: host=localhost"))
			.startsWith("HTTP/1.1 421");
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "localhost", "LOCALHOST:1", "127.0.0.1:8080", "[::1]", "localhost.", "[0:0:0:0:0:0:0:1]:80" })
	void requestWhenHostIsOfTheLoopbackIsAnswered(String host) throws IOException {
		assertThat(raw(this.api.base(), "GET /networks HTTP/1.1", "Host: " + host)).startsWith("HTTP/1.1 200");
	}

	@Test
	void requestWhenHostIsOfTheSettingsIsAnswered() throws IOException {
		try (RunningMoorage named = RunningMoorage.inFrontOf(this.engine.host(),
				"moorage.security.allowed-hosts=Nets.example,2001:db8::1,[fd00:1:0:0::1]")) {
			URI base = named.api().base();
			assertThat(raw(base, "GET /networks HTTP/1.1", "Host: nets.example:81")).startsWith("HTTP/1.1 200");
			assertThat(raw(base, "GET /networks HTTP/1.1", "Host: [2001:db8::1]")).startsWith("HTTP/1.1 200");
			assertThat(raw(base, "GET /networks HTTP/1.1", "Host: [2001:DB8:0::0:1]:81")).startsWith("HTTP/1.1 200");
			assertThat(raw(base, "GET /networks HTTP/1.1", "Host: [fd00:1::1]")).startsWith("HTTP/1.1 200");
			assertThat(raw(base, "GET /networks HTTP/1.1", "Host: [fd00:1::2]")).startsWith("HTTP/1.1 421");
			assertThat(raw(base, "GET /networks HTTP/1.1", "Host: nets.example.org")).startsWith("HTTP/1.1 421");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "https://evil.example", "null", "http://localhost.evil.example", "http://127.0.0.1:1",
			"file://", "" })
	void writeWhenOriginIsAnothersIsForbidden(String origin) {
		Answer refused = this.mine.unchangedBy(() -> this.api.at("/networks")
			.header("Origin", origin)
			.post(this.mine.network(this.mine.name("page"))));
		assertThat(refused).isProblem(403, "forbidden-origin");
		Answer read = this.api.at("/networks").header("Origin", origin).get();
		assertThat(read).hasStatus(200);
		assertThat(read.header("Access-Control-Allow-Origin")).isEmpty();
		Answer preflight = this.api.at("/networks")
			.header("Origin", origin)
			.header("Access-Control-Request-Method", "GET")
			.send("OPTIONS", java.net.http.HttpRequest.BodyPublishers.noBody());
		assertThat(preflight).isProblem(403, "forbidden-origin");
	}

	@Test
	void readWhenAPageOfAnotherSiteShowsItIsForbidden() {
		for (String path : List.of("/ports?listening=true", "/networks")) {
			assertThat(
					this.api.at(path).header("Sec-Fetch-Site", "cross-site").header("Sec-Fetch-Mode", "no-cors").get())
				.isProblem(403, "forbidden-origin");
		}
		assertThat(this.api.at("/networks")
			.header("Sec-Fetch-Site", "cross-site")
			.header("Sec-Fetch-Mode", "navigate")
			.get()).hasStatus(200);
		assertThat(
				this.api.at("/networks").header("Sec-Fetch-Site", "same-origin").header("Sec-Fetch-Mode", "cors").get())
			.hasStatus(200);
	}

	@Test
	void requestWhenProxiesTellNonsenseIsRefused() throws IOException {
		for (String header : List.of("X-Forwarded-For: garbage", "X-Forwarded-For: 192.0.2.7, evil.example",
				"Forwarded: for=evil.example", "X-Forwarded-Prefix: //evil.example")) {
			assertThat(raw(this.api.base(), "GET /problems HTTP/1.1", "Host: localhost", header)).as(header)
				.startsWith("HTTP/1.1 400");
		}
	}

	@Test
	void writeWhenOriginIsItsOwnIsDone() {
		String own = this.api.base().toString();
		assertThat(this.api.at("/networks").header("Origin", own).post(this.mine.network(this.mine.name("own"))))
			.hasStatus(201);
	}

	@Test
	void writeWhenOriginIsWhatAProxyTellsIsDone() {
		try (RunningMoorage proxied = RunningMoorage.inFrontOf(this.engine.host(),
				Callers.settings("moorage.engine.read-timeout=30s"))) {
			Api operator = proxied.api().as(Callers.OPERATOR);
			assertThat(operator.at("/networks")
				.header("Origin", "https://nets.example")
				.header("X-Forwarded-Host", "nets.example")
				.header("X-Forwarded-Proto", "https")
				.header("X-Forwarded-Prefix", "/docker")
				.post(this.mine.network(this.mine.name("proxied")))).hasStatus(201);
			assertThat(operator.at("/networks")
				.header("Origin", "http://nets.example")
				.header("X-Forwarded-Host", "nets.example")
				.header("X-Forwarded-Proto", "https")
				.post(this.mine.network(this.mine.name("downgraded")))).isProblem(403, "forbidden-origin");
		}
	}

	@Test
	void requestWhenOriginIsOfTheSettingsIsAnsweredAndReadable() {
		try (RunningMoorage shared = RunningMoorage.inFrontOf(this.engine.host(),
				Callers.settings("moorage.security.allowed-origins=https://console.example"))) {
			Answer preflight = shared.api()
				.at("/networks")
				.header("Origin", "https://console.example")
				.header("Access-Control-Request-Method", "POST")
				.header("Access-Control-Request-Headers", "authorization,content-type")
				.send("OPTIONS", java.net.http.HttpRequest.BodyPublishers.noBody());
			assertThat(preflight).hasStatus(200);
			assertThat(preflight.header("Access-Control-Allow-Headers")).contains("authorization");
			Answer read = shared.api()
				.as(Callers.VIEWER)
				.at("/networks")
				.header("Origin", "https://console.example")
				.get();
			assertThat(read).hasStatus(200);
			assertThat(read.header("Access-Control-Allow-Origin")).isEqualTo("https://console.example");
			assertThat(shared.api()
				.as(Callers.VIEWER)
				.at("/networks")
				.header("Origin", "https://other.example")
				.get()
				.header("Access-Control-Allow-Origin")).isEmpty();
		}
	}

	@Test
	void requestWhenProxyForwardsItForAnotherTakesCredentials() throws IOException {
		for (String header : List.of("X-Forwarded-For: 192.0.2.7", "X-Forwarded-For: 127.0.0.1, 192.0.2.7",
				"Forwarded: for=192.0.2.7", "X-Forwarded-For: 127.0.0.1", "X-Real-IP: 192.0.2.7", "via: 1.1 proxy")) {
			assertThat(raw(this.api.base(), "GET /networks HTTP/1.1", "Host: localhost", header))
				.startsWith("HTTP/1.1 401");
		}
	}

	@Test
	void answersWhenSeenByABrowserSayWhatItMay() {
		for (String path : List.of("/networks", "/no-such-path", "/problems/forbidden", "/swagger-ui/index.html")) {
			Answer answer = this.api.at(path).get();
			assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
			assertThat(answer.header("Referrer-Policy")).isEqualTo("no-referrer");
			assertThat(answer.header("Content-Security-Policy")).contains("default-src 'none'", "script-src 'self'",
					"frame-ancestors 'none'");
		}
		// What the policy would forbid.
		assertThat(this.api.at("/swagger-ui/index.html").get().body()).doesNotContainPattern("<script(?![^>]* src=)");
	}

	@Test
	void requestsWhenTooManyAreRefusedForThatCallerAlone() {
		try (RunningMoorage strict = RunningMoorage.inFrontOf(this.engine.host(),
				Callers.settings("moorage.security.requests-per-second=5"))) {
			Api viewer = strict.api().as(Callers.VIEWER);
			List<Answer> answers = new ArrayList<>();
			for (int i = 0; i < 30; i++) {
				answers.add(viewer.at("/networks").get());
			}
			Answer refused = answers.stream().filter((answer) -> answer.status() == 429).findFirst().orElseThrow();
			assertThat(refused).isProblem(429, "too-many-requests");
			assertThat(Integer.parseInt(refused.header("Retry-After"))).isPositive();
			assertThat(answers.getFirst()).hasStatus(200);
			assertThat(strict.api().as(Callers.ADMIN).at("/networks").get()).hasStatus(200);
			answers.clear();
			for (int i = 0; i < 30; i++) {
				answers.add(strict.api().as("guess-" + i).at("/networks").get());
			}
			assertThat(answers).extracting(Answer::status).contains(401, 429).doesNotContain(200);
		}
	}

	@Test
	void requestsWhenTheirBodyIsTooLargeAreCountedAsOthers() {
		try (RunningMoorage strict = RunningMoorage.inFrontOf(this.engine.host(),
				Callers.settings("moorage.security.requests-per-second=5", "moorage.web.max-body-size=10B"))) {
			List<Integer> strangers = new ArrayList<>();
			List<Integer> admins = new ArrayList<>();
			for (int i = 0; i < 30; i++) {
				strangers.add(strict.api().at("/networks").post("{\"name\":\"large\"}").status());
				admins.add(strict.api().as(Callers.ADMIN).at("/networks").post("{\"name\":\"large\"}").status());
			}
			assertThat(strangers).contains(401, 429).doesNotContain(413);
			assertThat(admins).contains(413, 429);
		}
	}

	@Test
	void refusalsWhenNobodyIsKnownFillTheTrailNoFurtherThanItsBound(@TempDir Path folder) throws IOException {
		Path file = folder.resolve("audit.jsonl");
		try (RunningMoorage kept = RunningMoorage.inFrontOf(this.engine.host(),
				Callers.settings("moorage.audit.file=" + file, "moorage.web.max-body-size=10B"))) {
			URI base = kept.api().base();
			for (int i = 0; i < 150; i++) {
				assertThat(raw(base, "POST /networks HTTP/1.1", "Host: localhost", "Origin: http://evil.example"))
					.startsWith("HTTP/1.1 403");
				assertThat(kept.api().at("/networks").post("{\"name\":\"large\"}")).isProblem(401, "unauthenticated");
				assertThat(raw(base, "POST /a/./b//..;/x HTTP/1.1", "Host: localhost")).startsWith("HTTP/1.1 400");
			}
			try (Stream<String> lines = Files.lines(file)) {
				assertThat(lines.count()).isBetween(100L, 300L);
			}
			assertThat(kept.api().as(Callers.VIEWER).at("/networks").post("{}")).isProblem(403, "forbidden");
			assertThat(kept.api().as(Callers.ADMIN).at("/audit").query("limit", 1).get()).has("/items/0/caller",
					"viewer");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "POST /networks HTTP/1.1|Origin: http://evil.example", "POST /a/./b HTTP/1.1|Accept: */*",
			"GET /networks HTTP/1.1|X-Forwarded-For: 192.0.2.8:{}",
			"GET /networks HTTP/1.1|X-Forwarded-For: [2001:db8::{}]:{}",
			"GET /networks HTTP/1.1|Forwarded: proto=https;for=\"[2001:db8:0::8]:{}\"" })
	void requestsWhenNobodyIsKnownAreCountedByAddress(String request) throws IOException {
		try (RunningMoorage strict = RunningMoorage.inFrontOf(this.engine.host(),
				Callers.settings("moorage.security.requests-per-second=2"))) {
			String answers = "";
			for (int i = 0; i < 40 && !answers.contains("HTTP/1.1 429"); i++) {
				String[] lines = request.replace("::{}", "::8").replace("{}", "" + (1000 + i)).split("\\|");
				answers += raw(strict.api().base(), lines[0], "Host: localhost", lines[1]);
			}
			assertThat(answers).contains("HTTP/1.1 429");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "POST /networks", "POST /apply?owner=q", "POST /probes", "PATCH /networks/nobody" })
	void requestWhenItsBodyStallsIsTooSlow(String call) throws IOException {
		try (RunningMoorage brisk = RunningMoorage.inFrontOf(this.engine.host(), "moorage.web.max-body-time=1s")) {
			assertThat(raw(brisk.api().base(), call + " HTTP/1.1", "Host: localhost", "Content-Type: application/json",
					"Content-Length: 1000"))
				.startsWith("HTTP/1.1 400")
				.contains("invalid-request", "comes too slowly", call.replaceFirst("^\\S+ ([^?]+).*", "$1"));
		}
	}

	@Test
	void writesWhenServiceIsReadOnlyAreRefusedToEverybody() {
		try (RunningMoorage reading = RunningMoorage.inFrontOf(this.engine.host(), "moorage.mode=read-only")) {
			Api service = reading.api();
			assertThat(service.at("/networks").get()).hasStatus(200);
			assertThat(this.mine.unchangedBy(() -> service.at("/networks").post(this.mine.network("nowhere"))))
				.isProblem(403, "read-only");
			assertThat(service.at("/networks").query("dryRun", true).post(this.mine.network("nowhere"))).isProblem(403,
					"read-only");
			assertThat(service.at("/networks/{}", "nobody").delete()).isProblem(403, "read-only");
			assertThat(service.at("/probes").post("{}")).isProblem(403, "read-only");
			assertThat(service.at("/ports").query("listening", true).get()).isProblem(403, "read-only");
		}
	}

}
