package io.moorage.change;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import io.moorage.harness.Answer;
import io.moorage.harness.Api;
import io.moorage.harness.Body;
import io.moorage.harness.EndToEnd;
import io.moorage.harness.Engine;
import io.moorage.harness.Workspace;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What tools like Ansible's {@code docker_network} do: send the same wish over and over,
 * in other words and another order. Only a change is a change, and never for ever.
 */
@EndToEnd
class RepeatedWishTests {

	private static final String ICC = "com.docker.network.bridge.enable_icc";

	private final Api api;

	private final Workspace mine;

	private final Changer changer;

	RepeatedWishTests(Api api, Engine engine, Workspace mine) {
		this.api = api;
		this.mine = mine;
		this.changer = new Changer(api, engine, mine);
	}

	/** Sends a wish, and sees that the outcome is told before and holds afterwards. */
	private void wish(String network, Body wish, String outcome) {
		Body labelled = wish.containsKey("labels") ? wish : wish.with("labels", this.mine.labels());
		Answer plan = this.changer.put(network, labelled, "replace=true", "dryRun=true");
		assertThat(plan).hasStatus(200).has("/changed", !outcome.equals("unchanged"));
		assertThat(this.changer.put(network, labelled, "replace=true")).hasStatus(outcome.equals("created") ? 201 : 200)
			.has("/outcome", outcome);
		assertThat(this.changer.put(network, labelled)).hasStatus(200).has("/outcome", "unchanged");
	}

	private static Body pools(Object... pools) {
		return Body.of("ipam", Body.of("pools", List.of(pools)));
	}

	private static Body pool(String subnet, Object... more) {
		Body pool = Body.of("subnet", subnet);
		for (int i = 0; i < more.length; i += 2) {
			pool.put(more[i].toString(), more[i + 1]);
		}
		return pool;
	}

	@Test
	void poolWithEverythingWhenAskedForAgainWithLessIsUnchanged() {
		String network = this.mine.name("repeat-pool");
		String one = this.mine.subnets().free();
		String two = this.mine.subnets().free();
		wish(network, pools(pool(one + ".0/24", "gateway", one + ".2", "ipRange", one + ".0/26", "reserved",
				Map.of("host1", one + ".3", "host2", one + ".4"))), "created");
		wish(network, pools(pool(one + ".0/24", "reserved", Map.of("host2", one + ".4", "host1", one + ".3"), "ipRange",
				one + ".0/26", "gateway", one + ".2")), "unchanged");
		wish(network, pools(pool(two + ".0/24", "gateway", two + ".2", "ipRange", two + ".0/26", "reserved",
				Map.of("host1", two + ".3"))), "replaced");
		wish(network, pools(pool(two + ".0/24")), "unchanged");
		wish(network, new Body(), "unchanged");
	}

	@Test
	void ipv6PoolWhenWrittenOtherwiseIsUnchanged() {
		String network = this.mine.name("repeat-ipv6");
		String one = this.mine.subnets().freeIpv6();
		String two = this.mine.subnets().freeIpv6();
		wish(network, pools(pool(one + "::/64")).with("ipv6", true), "created");
		wish(network, pools(pool(one.toUpperCase(Locale.ROOT) + ":0:0:0:0/64")).with("ipv6", true), "unchanged");
		wish(network, pools(pool(two + "::/64")).with("ipv6", true), "replaced");
		assertThat(this.changer.put(network, pools(pool(two + "::")), "replace=true")).isProblem(400,
				"invalid-request");
	}

	@Test
	void poolsOfBothFamiliesWhenInAnotherOrderAreUnchanged() {
		String network = this.mine.name("repeat-both");
		String four = this.mine.subnets().free() + ".0/24";
		String six = this.mine.subnets().freeIpv6() + "::/64";
		wish(network, pools(pool(four), pool(six)).with("ipv6", true), "created");
		wish(network, pools(pool(six), pool(four)).with("ipv6", true), "unchanged");
		wish(network, pools(pool(four)).with("ipv6", false), "replaced");
		wish(network, pools(pool(four)).with("ipv6", false), "unchanged");
	}

	@Test
	void severalPoolsOfOneFamilyWhenInAnotherOrderAreUnchanged() {
		String network = this.mine.name("repeat-several");
		List<String> subnets = new ArrayList<>();
		for (int i = 0; i < 3; i++) {
			subnets.add(this.mine.subnets().free() + ".0/24");
		}
		try {
			wish(network, pools(pool(subnets.get(0)), pool(subnets.get(1))).with("configOnly", true)
				.with("driver", "macvlan"), "created");
			wish(network, pools(pool(subnets.get(1)), pool(subnets.get(0))).with("configOnly", true)
				.with("driver", "macvlan"), "unchanged");
			wish(network, pools(pool(subnets.get(0)), pool(subnets.get(2))).with("configOnly", true)
				.with("driver", "macvlan"), "replaced");
			wish(network, pools(pool(subnets.get(2))).with("configOnly", true).with("driver", "macvlan"), "unchanged");
			wish(network, Body.of("configOnly", true), "unchanged");
		}
		finally {
			assertThat(this.api.at("/networks/{}", network).delete()).hasStatus(204);
		}
	}

	@Test
	void switchesAndOptionsWhenAskedForAgainAreUnchanged() {
		String network = this.mine.name("repeat-options");
		wish(network, Body.of("internal", true), "created");
		wish(network, Body.of("internal", true), "unchanged");
		wish(network, Body.of("internal", false), "replaced");
		wish(network, Body.of("options", Map.of(ICC, "false")), "replaced");
		wish(network, Body.of("options", Map.of(ICC, "false")), "unchanged");
		wish(network, Body.of("options", Map.of(ICC, "true")), "replaced");
		wish(network, Body.of("options", new Body()), "unchanged");
		wish(network, Body.of("attachable", true), "replaced");
		wish(network, Body.of("attachable", true).with("driver", "bridge").with("scope", "local"), "unchanged");
		wish(network, Body.of("attachable", false), "replaced");
		wish(network, Body.of("ipam", Body.of("driver", "default").with("options", Map.of("a", "b"))), "replaced");
		wish(network, Body.of("ipam", Body.of("driver", "default").with("options", Map.of("a", "b"))), "unchanged");
		wish(network, Body.of("ipam", Body.of("options", Map.of("a", "c"))), "replaced");
	}

	@Test
	void labelsWhenFewerAreAskedForAreUnchanged() {
		String network = this.mine.name("repeat-labels");
		wish(network, Body.of("labels", labels("one", "hello", "two", "world")), "created");
		wish(network, Body.of("labels", labels("two", "world", "one", "hello")), "unchanged");
		wish(network, Body.of("labels", labels("one", "hello")), "unchanged");
		wish(network, Body.of("labels", labels("one", "hello", "three", "more")), "replaced");
	}

	private Map<String, Object> labels(String... labels) {
		return this.changer.labels(labels);
	}

	@Test
	void nameThatIsPartOfAnotherIsItsOwn() {
		String shorter = this.mine.name("repeat-foo");
		String longer = shorter + "bar";
		wish(longer, new Body(), "created");
		wish(shorter, new Body(), "created");
		wish(longer, new Body(), "unchanged");
	}

	@Test
	void memberWhenAskedForAgainIsUnchanged() {
		Changer.Made made = this.changer.network("repeat-member");
		String container = this.changer.run("repeat-user", "bridge");
		Body wish = Body.of("aliases", List.of("db"));
		assertThat(this.changer.putMember(made.name(), container, wish)).hasStatus(201);
		for (int i = 0; i < 2; i++) {
			assertThat(this.changer.putMember(made.name(), container, wish)).hasStatus(200)
				.has("/outcome", "unchanged");
			assertThat(this.changer.putMember(made.name(), container, new Body())).hasStatus(200)
				.has("/outcome", "unchanged");
		}
	}

}
