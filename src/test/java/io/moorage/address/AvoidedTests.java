package io.moorage.address;

import java.util.List;

import io.moorage.harness.Answer;
import io.moorage.harness.Body;
import io.moorage.harness.EndToEndExtension;
import io.moorage.harness.Engine;
import io.moorage.harness.RunningMoorage;
import io.moorage.harness.Workspace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Addresses that {@code moorage.addresses.avoid} names are never chosen, and who asks for
 * them is warned.
 */
@ExtendWith(EndToEndExtension.class)
class AvoidedTests {

	private final Engine engine;

	private final Workspace mine;

	AvoidedTests(Engine engine, Workspace mine) {
		this.engine = engine;
		this.mine = mine;
	}

	@Test
	void avoidedBlockIsNeverChosenAndWarnedOf() {
		String prefix = this.mine.subnets().free();
		try (RunningMoorage moorage = RunningMoorage.inFrontOf(this.engine.host(),
				"moorage.addresses.avoid=" + prefix + ".0/25", "moorage.engine.read-timeout=20s")) {
			String within = prefix + ".0/24";
			assertThat(moorage.api()
				.at("/address-pools/free")
				.query("prefixLength", 26)
				.query("count", 9)
				.query("within", within)
				.get()
				.texts("/items", "subnet")).containsExactly(prefix + ".128/26", prefix + ".192/26");
			assertThat(moorage.api().at("/address-pools").get().at("/avoid").toString()).contains(prefix + ".0/25");
			Answer chosen = moorage.api()
				.at("/networks")
				.post(this.mine.network(this.mine.name("chosen"))
					.with("ipam", Body.of("pools", List.of(Body.of("prefixLength", 26).with("within", within)))));
			assertThat(chosen).hasStatus(201).has("/ipam/pools/0/subnet", prefix + ".128/26");
			assertThat(chosen.at("/warnings").isEmpty()).isTrue();
			Answer asked = moorage.api()
				.at("/networks")
				.post(this.mine.network(this.mine.name("asked")).pool("subnet", prefix + ".0/26"));
			assertThat(asked).hasStatus(201);
			assertThat(asked.at("/warnings").toString()).contains(prefix + ".0/25", "moorage.addresses.avoid");
			String applied = this.mine.name("applied");
			Answer set = moorage.api()
				.at("/apply")
				.query("owner", this.mine.name("owner-avoided"))
				.post(Body.of("networks", Body.of(applied, Body.of("labels", this.mine.labels())
					.with("ipam", Body.of("config", List.of(Body.of("subnet", prefix + ".64/26")))))));
			assertThat(set).hasStatus(200);
			assertThat(set.at("/results/0/warnings").toString()).contains("moorage.addresses.avoid");
		}
	}

}
