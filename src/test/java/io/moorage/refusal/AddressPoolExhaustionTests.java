package io.moorage.refusal;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

import io.moorage.harness.Answer;
import io.moorage.harness.Api;
import io.moorage.harness.Body;
import io.moorage.harness.EndToEnd;
import io.moorage.harness.Engine;
import io.moorage.harness.Workspace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An engine whose default address pools are used up. A few large networks, without an
 * address of the host in them, take all that is free, for a moment.
 */
@EndToEnd
@Isolated
class AddressPoolExhaustionTests {

	private static final List<String> DEFAULT_POOLS = List.of("172.17.0.0/16", "172.18.0.0/16", "172.19.0.0/16",
			"172.20.0.0/14", "172.24.0.0/14", "172.28.0.0/14", "192.168.0.0/16");

	private final Api api;

	private final Engine engine;

	private final Workspace mine;

	AddressPoolExhaustionTests(Api api, Engine engine, Workspace mine) {
		this.api = api;
		this.engine = engine;
		this.mine = mine;
	}

	@Test
	void createWhenPoolsAreUsedUpIsRefused() {
		try {
			useUpPools();
			Body body = this.mine.network(this.mine.name("onemore"));
			Answer refused = this.mine.unchangedBy(() -> this.api.at("/networks").post(body));
			assertThat(refused).isProblem(409, "address-pools-exhausted");

			String chosen = this.mine.subnets().free() + ".0/24";
			this.api.create(this.mine.network(this.mine.name("chosen")).pool("subnet", chosen));
		}
		finally {
			this.mine.close();
		}
		this.api.create(this.mine.network(this.mine.name("after")));
	}

	/**
	 * Halves each part of the pools that something is in, until a part is free or small.
	 */
	private void useUpPools() {
		Deque<String> parts = new ArrayDeque<>(pools());
		int count = 0;
		while (!parts.isEmpty()) {
			String part = parts.pop();
			Answer answer = this.api.at("/networks")
				.post(this.mine.network(this.mine.name("blocker" + count++))
					.with("options", Body.of("com.docker.network.bridge.inhibit_ipv4", "true"))
					.pool("subnet", part));
			if (answer.status() != 201 && length(part) < 28) {
				assertThat(answer).isProblem(409, "subnet-overlap");
				parts.push(half(part, 1));
				parts.push(half(part, 0));
			}
		}
	}

	private List<String> pools() {
		JsonNode pools = this.engine.info().path("DefaultAddressPools");
		return pools.isEmpty() ? DEFAULT_POOLS : pools.findValuesAsString("Base");
	}

	private int length(String subnet) {
		return Integer.parseInt(subnet.substring(subnet.indexOf('/') + 1));
	}

	private String half(String subnet, int which) {
		int length = length(subnet) + 1;
		long address = 0;
		for (String part : subnet.substring(0, subnet.indexOf('/')).split("\\.", -1)) {
			address = address << 8 | Long.parseLong(part);
		}
		address |= (long) which << (32 - length);
		return "%d.%d.%d.%d/%d".formatted(address >> 24, address >> 16 & 255, address >> 8 & 255, address & 255,
				length);
	}

}
