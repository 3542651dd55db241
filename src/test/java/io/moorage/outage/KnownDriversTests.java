package io.moorage.outage;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

import io.moorage.harness.Answer;
import io.moorage.harness.Engine;
import io.moorage.harness.Workspace;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is told of drivers while the engine tells nothing.
 */
class KnownDriversTests extends AbstractFaultTests {

	private Answer told;

	KnownDriversTests(Engine engine, Workspace mine) {
		super(FaultProxy.onUnixSocket(engine.host()), mine, "moorage.engine.read-timeout=20s");
	}

	@BeforeEach
	void tell() {
		this.told = this.api.at("/drivers").get();
		assertThat(this.told).hasStatus(200);
	}

	@Test
	void driversWhenEngineJustHangsAreThoseOfLastTime() {
		this.engine.misbehave("GET .*/info", Fault.HANG);
		Instant start = Instant.now();
		Answer answer = this.api.at("/drivers").get();
		assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(10));
		assertThat(answer).hasStatus(200).has("/stale", false);
		assertThat(answer.at("/items")).isEqualTo(this.told.at("/items"));
	}

	@Test
	void everythingSeenWhenEngineIsMissingIsThatOfLastTime() throws IOException {
		this.stranger.run(this.mine.name("one"), "bridge");
		awaitSeen("/containers/{}", this.mine.name("one"));
		List<String> paths = List.of("/findings", "/address-pools", "/address-pools/free",
				"/reachability?from=" + this.mine.name("one"));
		paths.forEach((path) -> assertThat(this.api.at(path).get()).hasStatus(200));
		this.engine.vanish();
		awaitLoss();
		paths.forEach((path) -> isStale(this.api.at(path).get()));
	}

	@Test
	void driversWhenEngineIsMissingAreThoseOfLastTime() throws IOException {
		this.engine.vanish();
		awaitLoss();
		Answer answer = this.api.at("/drivers").get();
		isStale(answer);
		assertThat(answer.at("/items")).isEqualTo(this.told.at("/items"));
		isStale(this.api.at("/drivers/bridge").get());
	}

}
