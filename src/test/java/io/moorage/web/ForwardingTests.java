package io.moorage.web;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import io.moorage.harness.Answer;
import io.moorage.harness.Api;
import io.moorage.harness.Body;
import io.moorage.harness.Call;
import io.moorage.harness.Callers;
import io.moorage.harness.EndToEndExtension;
import io.moorage.harness.Engine;
import io.moorage.harness.RunningMoorage;
import io.moorage.harness.Workspace;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a proxy tells about the original request, believed or not.
 */
@ExtendWith(EndToEndExtension.class)
@TestInstance(Lifecycle.PER_CLASS)
class ForwardingTests {

	private final Engine engine;

	private final Workspace mine;

	private RunningMoorage moorage;

	private Api api;

	ForwardingTests(Engine engine, Workspace mine) {
		this.engine = engine;
		this.mine = mine;
	}

	@BeforeAll
	void start() {
		this.moorage = trusting("127.0.0.0/8");
		this.api = this.moorage.api().as(Callers.OPERATOR);
	}

	@AfterAll
	void stop() {
		this.moorage.close();
	}

	@Test
	void createWhenTrustedProxyTellsPrefixIsLocatedUnderIt() {
		Answer created = create(this.api, "under-prefix");
		assertThat(URI.create(created.header("Location")).getPath())
			.isEqualTo("/docker/nets/networks/" + created.text("/id"));
	}

	@Test
	void createWhenStrangerTellsPrefixTakesNoNotice() {
		try (RunningMoorage moorage = trusting("192.0.2.1/32")) {
			Answer created = create(moorage.api().as(Callers.OPERATOR), "no-prefix");
			assertThat(created.header("Location")).endsWith("/networks/" + created.text("/id"))
				.doesNotContain("nets.example", "/docker/nets");
		}
	}

	@Test
	void documentWhenTrustedProxyTellsPrefixNamesItAsServer() {
		Answer document = forwarded(this.api, "/v3/api-docs").get();
		assertThat(document.text("/servers/0/url")).isEqualTo("https://nets.example/docker/nets");
	}

	@Test
	void documentWhenManyReadItTellsEachOfTheirOwnServer() throws Exception {
		List<Future<?>> readers = new ArrayList<>();
		try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
			for (int i = 0; i < 8; i++) {
				String prefix = "/reader" + i;
				readers.add(threads.submit(() -> {
					for (int j = 0; j < 10; j++) {
						Answer document = this.api.at("/v3/api-docs").header("X-Forwarded-Prefix", prefix).get();
						assertThat(document.at("/servers")).hasSize(1);
						assertThat(document.text("/servers/0/url")).isEqualTo(this.api.base() + prefix);
						assertThat(this.api.at("/v3/api-docs.yaml").header("X-Forwarded-Prefix", prefix).get().body())
							.containsOnlyOnce("- url: " + this.api.base() + prefix + "\n");
					}
				}));
			}
		}
		for (Future<?> reader : readers) {
			reader.get();
		}
	}

	@Test
	void problemWhenTrustedProxyTellsPrefixHasItsPageUnderIt() {
		Answer refused = forwarded(this.api, "/networks/nobody").get();
		assertThat(refused).isProblem(404, "network-not-found");
		assertThat(refused.text("/type")).isEqualTo("/docker/nets/problems/network-not-found");
		assertThat(refused.text("/instance")).isEqualTo("/docker/nets/networks/nobody");
	}

	private Answer create(Api service, String name) {
		Answer created = forwarded(service, "/networks")
			.post(Body.of("name", this.mine.name(name)).with("labels", this.mine.labels()));
		assertThat(created).hasStatus(201);
		return created;
	}

	private Call forwarded(Api service, String path) {
		return service.at(path)
			.header("X-Forwarded-Host", "nets.example")
			.header("X-Forwarded-Proto", "https")
			.header("X-Forwarded-Prefix", "/docker/nets");
	}

	private RunningMoorage trusting(String block) {
		return RunningMoorage.inFrontOf(this.engine.host(),
				Callers.settings("moorage.engine.read-timeout=30s", "moorage.web.trusted-proxies=" + block));
	}

}
