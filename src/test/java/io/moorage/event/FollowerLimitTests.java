package io.moorage.event;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.moorage.harness.Answer;
import io.moorage.harness.Api;
import io.moorage.harness.Callers;
import io.moorage.harness.EndToEndExtension;
import io.moorage.harness.Engine;
import io.moorage.harness.RunningMoorage;
import io.moorage.harness.Workspace;
import io.moorage.read.Others;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Followers who come too late, are too many or too slow, at a service that remembers
 * little and allows few.
 */
@ExtendWith(EndToEndExtension.class)
@TestInstance(Lifecycle.PER_CLASS)
class FollowerLimitTests {

	private static final int BUFFER = 16;

	private static final int PLACES = 3;

	private final Engine engine;

	private final Workspace mine;

	private final Others others;

	private RunningMoorage service;

	private int count;

	FollowerLimitTests(Engine engine, Workspace mine) {
		this.engine = engine;
		this.mine = mine;
		this.others = new Others(engine, mine);
	}

	@BeforeAll
	void start() {
		this.service = RunningMoorage.inFrontOf(this.engine.host(), "moorage.events.buffer=" + BUFFER,
				"moorage.events.heartbeat=200ms", "moorage.events.max-subscribers=" + PLACES,
				"server.tomcat.connection-timeout=1s");
	}

	@AfterAll
	void stop() {
		this.service.close();
	}

	private Api api() {
		return this.service.api();
	}

	private void makeEvents(int events) {
		for (int i = 0; i < events; i += 4) {
			String id = this.others.create(this.mine.name("event" + this.count++), "none");
			assertThat(api().at("/containers/{}", id).query("fresh", true).get()).hasStatus(200);
			this.others.remove(id);
		}
		assertThat(api().at("/containers").query("fresh", true).get()).hasStatus(200);
	}

	private void awaitPlaces(int places) {
		await().untilAsserted(() -> assertThat(subscribers()).isLessThanOrEqualTo(PLACES - places));
	}

	private int subscribers() {
		return api().at("/actuator/prometheus")
			.get()
			.body()
			.lines()
			.filter((line) -> line.startsWith("moorage_events_subscribers "))
			.map((line) -> (int) Double.parseDouble(line.replaceFirst(".* ", "")))
			.findFirst()
			.orElseThrow();
	}

	@Test
	void resumeWhenTooLateIsToldToListAgain() {
		awaitPlaces(PLACES);
		String old = api().at("/networks").get().text("/revision");
		makeEvents(2 * BUFFER);
		assertReset(old);
		// Others use the engine too, and may fill the buffer meanwhile.
		await().until(this::isResumedWithoutGap);
	}

	private boolean isResumedWithoutGap() {
		int before = this.count;
		String recent = api().at("/networks").get().text("/revision");
		makeEvents(4);
		String mine = this.mine.name("event" + before);
		try (Follower follower = Follower.start(api(), "", recent)) {
			await().until(() -> isReset(follower) || follower.told(this.mine).size() >= 4);
			if (isReset(follower)) {
				return false;
			}
			assertThat(follower.told(this.mine)).extracting(Object::toString).anyMatch((told) -> told.contains(mine));
			return true;
		}
	}

	private static boolean isReset(Follower follower) {
		return follower.told().stream().anyMatch((told) -> told.type().equals("reset"));
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "garbage", "k3x9f2ab-42.0", "k3x9f2ab-1", "-", "1", "%s.1000000000", "%s9999", "%s.x", "%s." })
	void resumeWhenIdIsNoneOfThisRunIsToldToListAgain(String pattern) {
		awaitPlaces(1);
		assertReset(pattern.formatted(api().at("/networks").get().text("/revision")));
	}

	/** Is told to list, and goes on from there. */
	private void assertReset(String id) {
		// Others use the engine too, and may make so much meanwhile that it is cut off.
		await().until(() -> isResetAndGoesOn(id));
	}

	private boolean isResetAndGoesOn(String id) {
		try (Follower follower = Follower.start(api(), "", id)) {
			await().until(() -> !follower.told().isEmpty());
			Told reset = follower.told().getFirst();
			assertThat(reset.type()).isEqualTo("reset");
			assertThat(reset.data().path("type").asString()).isEqualTo("reset");
			assertThat(reset.data().path("detail").asString()).contains("List again");
			Answer list = api().at("/networks").get();
			assertThat(epoch(reset.data().path("revision").asString())).isEqualTo(epoch(list.text("/revision")));
			String name = this.mine.name("after" + this.count++);
			this.others.createNetwork(name);
			await().until(() -> follower.isEnded() || follower.hasCreated(name));
			if (follower.isEnded()) {
				return false;
			}
			assertThat(follower.told()).filteredOn((each) -> each.type().equals("reset")).hasSize(1);
			return true;
		}
	}

	private static String epoch(String revision) {
		return revision.replaceFirst("-.*", "");
	}

	@Test
	void followWhenNothingHappensHearsAHeartbeat() {
		awaitPlaces(1);
		try (Follower follower = Follower.start(api(), "network=nobody")) {
			await().until(() -> follower.comments().size() > 3);
			assertThat(follower.told()).isEmpty();
			assertThat(follower.isEnded()).isFalse();
		}
	}

	@Test
	void followWhenAllPlacesAreTakenIsRefusedUntilOneIsFree() {
		awaitPlaces(PLACES);
		List<Follower> followers = new ArrayList<>();
		try {
			for (int i = 0; i < PLACES; i++) {
				followers.add(Follower.start(api(), "network=nobody"));
			}
			assertThat(api().at("/events").header("Accept", "text/event-stream").get()).isProblem(503,
					"too-many-subscribers");
			followers.removeLast().close();
			awaitPlaces(1);
			followers.add(Follower.start(api(), ""));
			assertThat(api().at("/events").get()).isProblem(503, "too-many-subscribers");
			assertThat(followers).noneMatch(Follower::isEnded);
		}
		finally {
			followers.forEach(Follower::close);
		}
		awaitPlaces(PLACES);
	}

	@Test
	void followWhenOneCallerHasManyStreamsIsRefusedUntilOneEnds() {
		try (RunningMoorage few = RunningMoorage.inFrontOf(this.engine.host(),
				Callers.settings("moorage.events.heartbeat=200ms", "moorage.events.max-subscribers-per-caller=1"));
				Follower only = Follower.start(few.api().as(Callers.VIEWER), "");
				Follower other = Follower.start(few.api().as(Callers.OPERATOR), "")) {
			Answer refused = few.api().as(Callers.VIEWER).at("/events").get();
			assertThat(refused).isProblem(429, "too-many-requests");
			assertThat(refused.header("Retry-After")).isEqualTo("1");
			assertThat(only.isEnded()).isFalse();
			assertThat(other.isEnded()).isFalse();
			only.close();
			await().untilAsserted(() -> Follower.start(few.api().as(Callers.VIEWER), "").close());
		}
	}

	@Test
	void headWhenSentTakesNoPlace() {
		awaitPlaces(PLACES);
		for (int i = 0; i <= PLACES; i++) {
			assertThat(api().at("/events").send("HEAD", BodyPublishers.noBody())).hasStatus(200);
		}
		awaitPlaces(PLACES);
	}

	@Test
	void followWhenNeverReadingIsCutOffAndSlowsNobody() throws IOException {
		awaitPlaces(2);
		String big = "x".repeat(100_000);
		try (Socket lazy = new Socket(); Follower quick = Follower.start(api(), "type=container.created")) {
			lazy.setReceiveBufferSize(2048);
			lazy.setSoTimeout(10_000);
			lazy.connect(new InetSocketAddress(api().base().getHost(), api().base().getPort()));
			lazy.getOutputStream()
				.write("GET /events HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\n\r\n"
					.getBytes(StandardCharsets.US_ASCII));
			await().until(() -> subscribers() == 2);
			for (int i = 0; i < 15; i++) {
				String id = this.others.create(this.mine.name("big" + i), "none", "one", big, "two", big);
				await().atMost(Duration.ofSeconds(3)).until(() -> isTold(quick, id));
				this.others.remove(id);
			}
			await().until(() -> subscribers() == 1);
			assertThat(quick.isEnded()).isFalse();
			assertThat(quick.told(this.mine)).hasSize(15);
			assertThat(ends(lazy.getInputStream())).as("the slow one's connection has ended").isTrue();
		}
	}

	private static boolean isTold(Follower follower, String container) {
		return follower.told().stream().anyMatch((each) -> each.idOf("container").equals(container));
	}

	private static boolean ends(InputStream stream) {
		byte[] buffer = new byte[65536];
		try {
			int read = 0;
			while (read >= 0) {
				read = stream.read(buffer);
			}
			return true;
		}
		catch (SocketTimeoutException ex) {
			return false;
		}
		catch (IOException ex) {
			return true;
		}
	}

	@Test
	void resumeWhenTheServiceWasStartedAnewIsToldToListAgain() {
		awaitPlaces(PLACES);
		Map<String, String> ids = new HashMap<>();
		try (Follower follower = Follower.start(api(), "")) {
			String name = this.mine.name("before");
			this.others.createNetwork(name);
			ids.put("event", follower.awaitCreated(name).id());
			ids.put("revision", api().at("/networks").get().text("/revision"));
			stop();
			await().until(follower::isEnded);
			Told last = follower.told().getLast();
			assertThat(last.type()).isEqualTo("reset");
			ids.put("reset", last.id());
		}
		start();
		ids.values().forEach(this::assertReset);
	}

}
