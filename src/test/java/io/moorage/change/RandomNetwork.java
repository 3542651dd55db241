package io.moorage.change;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

import io.moorage.harness.Body;
import io.moorage.harness.Workspace;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A network as it should be, told apart from the service: made at random, overlaid with
 * random wishes, and compared with what the engine shows.
 */
final class RandomNetwork {

	private static final List<String> LABELS = List.of("team", "stage", "a/b", "~tilde", "com.example.x");

	private static final List<String> VALUES = List.of("", "platform", "{\"a\": [1]}", "\u00e9 \u4e2d");

	private static final String MTU = "com.docker.network.driver.mtu";

	private static final String MASQUERADE = "com.docker.network.bridge.enable_ip_masquerade";

	private final Random random;

	private final Workspace mine;

	private final Map<String, String> labels = new TreeMap<>();

	private final Map<String, String> options = new TreeMap<>();

	private boolean internal;

	private Pool ipv4;

	private @Nullable Pool ipv6;

	RandomNetwork(Random random, Workspace mine) {
		this.random = random;
		this.mine = mine;
		this.labels.putAll(mine.labels());
		this.ipv4 = new Pool(mine.subnets().free() + ".");
	}

	/** Returns what to create it with. */
	Body creation(String name) {
		Body body = wish();
		Map<String, Object> all = new TreeMap<>(this.labels);
		Body ipam = Body.of("pools",
				(this.ipv6 != null) ? List.of(this.ipv4.whole(), this.ipv6.whole()) : List.of(this.ipv4.whole()));
		body.clear();
		return body.with("name", name)
			.with("labels", all)
			.with("options", new TreeMap<>(this.options))
			.with("internal", this.internal)
			.with("ipam", ipam);
	}

	/** Wishes something else, and is that from now on. */
	Body wish() {
		Body body = new Body();
		Body wishedLabels = new Body();
		for (String key : LABELS) {
			wish(0.3, wishedLabels, this.labels, key, VALUES.get(this.random.nextInt(VALUES.size())));
		}
		Body wishedOptions = new Body();
		wish(0.2, wishedOptions, this.options, MTU, String.valueOf(1300 + this.random.nextInt(3)));
		wish(0.2, wishedOptions, this.options, MASQUERADE, String.valueOf(this.random.nextBoolean()));
		if (!wishedLabels.isEmpty()) {
			body.with("labels", wishedLabels);
		}
		if (!wishedOptions.isEmpty()) {
			body.with("options", wishedOptions);
		}
		if (chance(0.2)) {
			this.internal = this.random.nextBoolean();
			body.with("internal", this.internal);
		}
		pools(body);
		return body;
	}

	private void pools(Body body) {
		List<Object> pools = new java.util.ArrayList<>();
		if (chance(0.5)) {
			if (chance(0.3)) {
				this.ipv4 = new Pool(this.mine.subnets().free() + ".");
			}
			pools.add(this.ipv4.wish());
		}
		if (chance(0.3)) {
			if (this.ipv6 != null && chance(0.3)) {
				this.ipv6 = null;
				body.with("ipv6", false);
			}
			else {
				if (this.ipv6 == null || chance(0.3)) {
					this.ipv6 = new Pool(this.mine.subnets().freeIpv6() + "::");
				}
				pools.add(this.random.nextInt(pools.size() + 1), this.ipv6.wish());
			}
		}
		if (!pools.isEmpty()) {
			body.with("ipam", Body.of("pools", pools));
		}
	}

	private void wish(double chance, Body wished, Map<String, String> now, String key, String value) {
		if (!chance(chance)) {
			return;
		}
		if (chance(0.3)) {
			wished.put(key, null);
			now.remove(key);
		}
		else {
			wished.put(key, value);
			now.put(key, value);
		}
	}

	private boolean chance(double chance) {
		return this.random.nextDouble() < chance;
	}

	/** Takes note of what the engine chose by itself, where it tells. */
	void learn(JsonNode inspected) {
		this.ipv4.learn(inspected);
		if (this.ipv6 != null) {
			this.ipv6.learn(inspected);
		}
	}

	boolean fits(String address) {
		String gateway = (this.ipv4.gateway != null) ? this.ipv4.gateway : this.ipv4.prefix + "1";
		return address.startsWith(this.ipv4.prefix) && !address.equals(gateway)
				&& !this.ipv4.reserved.containsValue(address);
	}

	String address(int last) {
		return this.ipv4.prefix + last;
	}

	/** Checks that the engine has it as it should be. */
	void isWhat(JsonNode inspected) {
		assertThat(texts(inspected.path("Labels"))).isEqualTo(this.labels);
		assertThat(texts(inspected.path("Options"))).isEqualTo(this.options);
		assertThat(inspected.path("Internal").asBoolean()).isEqualTo(this.internal);
		assertThat(inspected.path("EnableIPv6").asBoolean()).isEqualTo(this.ipv6 != null);
		assertThat(inspected.at("/IPAM/Config").size()).isEqualTo((this.ipv6 != null) ? 2 : 1);
		this.ipv4.isWhat(inspected);
		if (this.ipv6 != null) {
			this.ipv6.isWhat(inspected);
		}
	}

	private static Map<String, String> texts(JsonNode object) {
		Map<String, String> texts = new TreeMap<>();
		object.properties().forEach((entry) -> texts.put(entry.getKey(), entry.getValue().asString()));
		return texts;
	}

	private final class Pool {

		private final String prefix;

		private final Map<String, String> reserved = new TreeMap<>();

		private @Nullable String gateway;

		private @Nullable String range;

		private Pool(String prefix) {
			this.prefix = prefix;
			this.gateway = prefix.contains(":") ? prefix + "1" : null;
		}

		private String subnet() {
			return this.prefix.contains(":") ? this.prefix + "/64" : this.prefix + "0/24";
		}

		private Body whole() {
			Body body = Body.of("subnet", subnet()).with("reserved", new TreeMap<>(this.reserved));
			if (this.gateway != null) {
				body.with("gateway", this.gateway);
			}
			return (this.range != null) ? body.with("ipRange", this.range) : body;
		}

		private Body wish() {
			Body body = Body.of("subnet", subnet());
			if (this.prefix.contains(":")) {
				return body.with("gateway", this.gateway);
			}
			if (chance(0.3)) {
				this.gateway = this.prefix + (1 + RandomNetwork.this.random.nextInt(3));
				body.with("gateway", this.gateway);
			}
			if (chance(0.3)) {
				this.range = this.prefix + (chance(0.5) ? "64/26" : "128/25");
				body.with("ipRange", this.range);
			}
			Body wished = new Body();
			RandomNetwork.this.wish(0.3, wished, this.reserved, "printer",
					this.prefix + (20 + RandomNetwork.this.random.nextInt(3)));
			RandomNetwork.this.wish(0.3, wished, this.reserved, "scanner",
					this.prefix + (30 + RandomNetwork.this.random.nextInt(3)));
			return wished.isEmpty() ? body : body.with("reserved", wished);
		}

		private void learn(JsonNode inspected) {
			String told = shown(inspected).path("Gateway").asString("");
			this.gateway = told.isEmpty() ? this.gateway : told;
		}

		private JsonNode shown(JsonNode inspected) {
			return inspected.at("/IPAM/Config")
				.valueStream()
				.filter((pool) -> pool.path("Subnet").asString().equals(subnet()))
				.findFirst()
				.orElseThrow(() -> new AssertionError("No pool " + subnet() + " in " + inspected.at("/IPAM/Config")));
		}

		private void isWhat(JsonNode inspected) {
			JsonNode shown = shown(inspected);
			assertThat(shown.path("IPRange").asString("")).isEqualTo((this.range != null) ? this.range : "");
			assertThat(texts(shown.path("AuxiliaryAddresses"))).isEqualTo(this.reserved);
			// The engine does not tell the first address when nobody asked for it.
			if (this.gateway != null) {
				assertThat(shown.path("Gateway").asString(this.prefix + "1")).isEqualTo(this.gateway);
			}
		}

	}

}
