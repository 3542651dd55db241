package io.moorage.change;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

import io.moorage.harness.Answer;
import io.moorage.harness.Api;
import io.moorage.harness.Body;
import io.moorage.harness.EndToEnd;
import io.moorage.harness.Engine;
import io.moorage.harness.Workspace;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Random networks and random wishes: what is shown is done, the engine then has what was
 * wished for, asking again changes nothing, and containers keep what still fits. The seed
 * is printed; {@code -Dmoorage.test.seed} sets another.
 */
@EndToEnd
class ConvergenceTests {

	private static final long SEED = Long.getLong("moorage.test.seed", 20260713L);

	private static final int ROUNDS = Integer.getInteger("moorage.test.rounds", 100);

	private final Api api;

	private final Engine engine;

	private final Workspace mine;

	private final Changer changer;

	ConvergenceTests(Api api, Engine engine, Workspace mine) {
		this.api = api;
		this.engine = engine;
		this.mine = mine;
		this.changer = new Changer(api, engine, mine);
	}

	static IntStream rounds() {
		System.out.println("Random networks of seed " + SEED);
		return IntStream.range(0, ROUNDS);
	}

	@ParameterizedTest
	@MethodSource("rounds")
	void putWhenWishIsRandomConverges(int round) {
		Random random = new Random(SEED + round);
		String name = this.mine.name("random" + round);
		RandomNetwork network = new RandomNetwork(random, this.mine);
		Body creation = network.creation(name);
		this.api.create(creation);
		List<Member> members = members(round, random, name, network);
		for (int step = 0; step < 2; step++) {
			JsonNode before = this.changer.inspected(name);
			network.learn(before);
			Body wish = network.wish();
			String what = "seed %d, round %d, step %d: %s made, %s wished for".formatted(SEED, round, step, creation,
					wish);
			try {
				converge(name, network, wish, before);
				members = keepAddresses(name, network, members);
			}
			catch (AssertionError ex) {
				throw new AssertionError(what + System.lineSeparator() + ex.getMessage(), ex);
			}
		}
		reach(name, members);
		members
			.forEach((member) -> assertThat(this.api.at("/containers/{}", member.name()).query("force", true).delete())
				.hasStatus(204));
		assertThat(this.changer.delete(name)).hasStatus(204);
	}

	private List<Member> members(int round, Random random, String network, RandomNetwork model) {
		List<Member> members = new ArrayList<>();
		int count = random.nextInt(3);
		for (int i = 0; i < count; i++) {
			List<Object> settings = new ArrayList<>(List.of("aliases", List.of("alias" + i)));
			if (random.nextBoolean()) {
				settings.addAll(List.of("ipv4Address", model.address(40 + random.nextInt(5) + i * 5)));
			}
			String name = this.changer.run("member" + round + "x" + i, network, settings.toArray());
			boolean running = random.nextInt(3) > 0;
			if (!running) {
				this.changer.stop(name);
			}
			members.add(new Member(name, running, address(name, running, network)));
		}
		return members;
	}

	private String address(String container, boolean running, String network) {
		return running ? this.changer.address(container, network)
				: this.changer.endpoint(container, network).at("/IPAMConfig/IPv4Address").asString("");
	}

	private void converge(String name, RandomNetwork network, Body wish, JsonNode before) {
		Answer plan = this.changer.put(name, wish, "replace=true", "dryRun=true");
		assertThat(plan).hasStatus(200);
		assertThat(this.changer.inspected(name)).isEqualTo(before);
		boolean changes = plan.at("/changed").asBoolean();
		if (changes) {
			Answer drift = this.changer.put(name, wish);
			assertThat(drift).isProblem(409, "network-drift").has("/plan/digest", plan.text("/digest"));
		}
		Answer done = this.changer.put(name, wish, "replace=true", "plan=" + plan.text("/digest"));
		assertThat(done).hasStatus(200).has("/outcome", changes ? "replaced" : "unchanged");
		JsonNode after = this.changer.inspected(name);
		network.isWhat(after);
		assertThat(after.path("Id").equals(before.path("Id"))).isEqualTo(!changes);
		for (String parameter : List.of("replace=false", "replace=true")) {
			assertThat(this.changer.put(name, wish, parameter)).hasStatus(200).has("/outcome", "unchanged");
		}
		assertThat(this.changer.patch(name, new Body())).hasStatus(200).has("/outcome", "unchanged");
		assertThat(this.changer.inspected(name)).isEqualTo(after);
	}

	/**
	 * Checks that everybody is still there, at the same address where that still fits.
	 */
	private List<Member> keepAddresses(String network, RandomNetwork model, List<Member> members) {
		List<Member> now = new ArrayList<>();
		for (Member member : members) {
			assertThat(this.engine.container(member.name()).orElseThrow().at("/State/Running").asBoolean())
				.isEqualTo(member.running());
			assertThat(this.changer.endpoint(member.name(), network).isMissingNode()).as(member.name()).isFalse();
			String address = address(member.name(), member.running(), network);
			if (model.fits(member.address()) || member.address().isEmpty()) {
				assertThat(address).as("address of %s", member).isEqualTo(member.address());
			}
			else if (member.running()) {
				assertThat(model.fits(address)).as("address %s of %s", address, member).isTrue();
			}
			else {
				assertThat(address).as("address of %s", member).isEmpty();
			}
			now.add(new Member(member.name(), member.running(), address));
		}
		return now;
	}

	private void reach(String network, List<Member> members) {
		Map<String, String> addresses = new HashMap<>();
		for (Member member : members) {
			if (!member.running()) {
				assertThat(this.changer.start(member.name())).hasStatus(200);
			}
			String address = this.changer.address(member.name(), network);
			assertThat(address).isNotEmpty();
			if (!member.address().isEmpty()) {
				assertThat(address).isEqualTo(member.address());
			}
			assertThat(addresses.put(address, member.name())).isNull();
		}
		for (int i = 0; i < members.size(); i++) {
			this.changer.reaches(members.getFirst().name(), "alias" + i);
			this.changer.reaches(members.getLast().name(), members.get(i).name());
		}
	}

	private record Member(String name, boolean running, String address) {

	}

}
