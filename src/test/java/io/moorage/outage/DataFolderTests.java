package io.moorage.outage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

import io.moorage.harness.Answer;
import io.moorage.harness.Api;
import io.moorage.harness.EndToEndExtension;
import io.moorage.harness.Engine;
import io.moorage.harness.RunningMoorage;
import io.moorage.harness.Stranger;
import io.moorage.harness.Workspace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A folder in which no undo record can be written, or in which there is something else.
 */
@ExtendWith(EndToEndExtension.class)
class DataFolderTests {

	private final Engine engine;

	private final Workspace mine;

	private final DataDir folder = DataDir.fresh();

	private final ReplaceScene scene;

	private String kept;

	DataFolderTests(Engine engine, Workspace mine) {
		this.engine = engine;
		this.mine = mine;
		this.scene = ReplaceScene.on(engine, mine, "folder" + System.nanoTime());
	}

	@Test
	void replaceWhenFileIsInTheWayIsRefused() throws IOException {
		Files.createDirectories(this.folder.path());
		Files.createFile(this.folder.undo());
		try (RunningMoorage moorage = service(this.folder)) {
			isRefused(moorage.api());
			Files.delete(this.folder.undo());
			isReplaced(moorage.api());
		}
	}

	@Test
	void replaceWhenFolderIsReadOnlyIsRefused() throws Exception {
		try (SmallDisk mount = SmallDisk.on(this.folder.path()); RunningMoorage moorage = service(this.folder)) {
			mount.makeReadOnly();
			isRefused(moorage.api());
			mount.makeWritable();
			isReplaced(moorage.api());
		}
	}

	@Test
	void replaceWhenFolderIsFullIsRefused() throws Exception {
		try (SmallDisk mount = SmallDisk.on(this.folder.path()); RunningMoorage moorage = service(this.folder)) {
			Path much = mount.fill();
			isRefused(moorage.api());
			assertThat(this.folder.records()).as("what a failed write left").isEmpty();
			Files.delete(much);
			isReplaced(moorage.api());
		}
	}

	@Test
	void replaceWhenFolderFillsUpInTheMiddleIsDoneAndLeavesNothing() throws Exception {
		try (SmallDisk mount = SmallDisk.on(this.folder.path());
				FaultProxy proxy = FaultProxy.onUnixSocket(this.engine.host());
				RunningMoorage moorage = service(proxy, this.folder)) {
			awaitSeen(moorage.api());
			ReplaceStep.CREATE.misbehave(proxy, Fault.after(mount::fillQuietly, Fault.PASS));
			isReplaced(moorage.api());
		}
	}

	@Test
	void replaceWhenFolderIsGoneMakesItAgain() throws IOException {
		try (RunningMoorage moorage = service(this.folder)) {
			isReplaced(moorage.api());
			try (Stream<Path> files = Files.walk(this.folder.path())) {
				for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
					Files.delete(file);
				}
			}
			Answer answer = this.scene.replace(moorage.api(), "again");
			assertThat(answer).hasStatus(200).has("/outcome", "replaced");
			assertThat(this.folder.records()).isEmpty();
		}
	}

	@Test
	void recordWhenFolderWasGoneMeanwhileIsNotTakenFromServiceThatLives() throws Exception {
		try (FaultProxy proxy = FaultProxy.onUnixSocket(this.engine.host());
				RunningMoorage moorage = service(proxy, this.folder);
				ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
			isReplaced(moorage.api());
			try (Stream<Path> files = Files.list(this.folder.undo())) {
				for (Path file : files.toList()) {
					Files.delete(file);
				}
			}
			Gate gate = new Gate();
			ReplaceStep.FIRST_CONNECT.misbehave(proxy, Fault.holding(gate));
			Future<Answer> answer = callers.submit(() -> this.scene.replace(moorage.api(), "again"));
			gate.awaitVisitor();
			try (MoorageProcess second = MoorageProcess.start(this.engine.host(), this.folder)) {
				await().during(Duration.ofSeconds(3))
					.untilAsserted(() -> assertThat(second.log()).doesNotContain("was interrupted"));
			}
			finally {
				gate.open();
			}
			assertThat(answer.get()).hasStatus(200).has("/outcome", "replaced");
		}
	}

	@ParameterizedTest
	@CsvSource(quoteCharacter = '`', value = { "0dead-1.json, {", "0dead-1.json, ``", "0dead-1.json, null",
			"0dead-1.json, {}", "0dead-1.json, []", "nodash.json, {}", "0dead-1.json.new, {" })
	void recordWhenBesideOneThatCannotBeReadIsReplayed(String name, String content) throws Exception {
		Map<String, String> before = this.scene.picture();
		DataDir next = DataDir.fresh();
		try (FaultProxy proxy = FaultProxy.onUnixSocket(this.engine.host());
				RunningMoorage moorage = service(proxy, this.folder)) {
			awaitSeen(moorage.api());
			ReplaceStep.REMOVE.misbehave(proxy, Fault.after(() -> keepRecord(next), Fault.refusing(500, "not now")));
			assertThat(this.scene.replace(moorage.api(), "never")).isProblem(500, "change-undone");
		}
		assertThat(this.scene.picture()).isEqualTo(before);
		assertThat(next.records()).hasSize(1);
		new Stranger(this.engine, this.mine).disconnect(this.scene.network, this.scene.any);
		next.leave(name, content.getBytes(StandardCharsets.UTF_8));
		try (RunningMoorage moorage = service(next)) {
			await().untilAsserted(() -> assertThat(this.scene.picture()).isEqualTo(before));
			await().untilAsserted(() -> assertThat(next.records()).extracting((file) -> file.getFileName().toString())
				.doesNotContain(this.kept));
			assertThat(moorage.api().at("/engine").get()).hasStatus(200);
			isReplaced(moorage.api(), next, 1);
		}
	}

	private void keepRecord(DataDir next) {
		Path record = this.folder.records().getFirst();
		this.kept = record.getFileName().toString();
		try {
			next.leave(this.kept, Files.readAllBytes(record));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private RunningMoorage service(DataDir own) {
		return RunningMoorage.inFrontOf(this.engine.host(), own.setting(), "moorage.engine.read-timeout=60s");
	}

	private RunningMoorage service(FaultProxy proxy, DataDir own) {
		return RunningMoorage.inFrontOf(proxy.uri(), own.setting(), "moorage.engine.read-timeout=60s");
	}

	private void awaitSeen(Api api) {
		await().untilAsserted(() -> assertThat(api.at("/networks/{}", this.scene.network).get()).hasStatus(200));
	}

	private void isRefused(Api api) {
		awaitSeen(api);
		Answer answer = this.mine.unchangedBy(() -> this.scene.replace(api, "refused"));
		assertThat(answer).isProblem(503, "data-dir-unavailable").has("/folder", this.folder.path());
	}

	private void isReplaced(Api api) {
		isReplaced(api, this.folder, 0);
	}

	private void isReplaced(Api api, DataDir own, int others) {
		awaitSeen(api);
		Answer answer = this.scene.replace(api, "another");
		assertThat(answer).hasStatus(200).has("/outcome", "replaced");
		assertThat(own.records()).hasSize(others);
	}

}
