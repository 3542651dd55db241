package io.moorage.address;

import java.util.List;
import java.util.stream.IntStream;

import io.moorage.topology.Subnet;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link FreeSubnets}.
 */
class FreeSubnetsTests {

	@Test
	void firstWhenSomeAreTakenSkipsThem() {
		List<Subnet> taken = List.of(Subnet.parse("10.0.0.0/25"), Subnet.parse("10.0.1.0/24"),
				Subnet.parse("10.0.2.128/32"));
		assertThat(FreeSubnets.first(24, List.of(Subnet.parse("10.0.0.0/16")), taken))
			.contains(Subnet.parse("10.0.3.0/24"));
	}

	@Test
	void firstWhenALargerOneIsTakenJumpsBehindIt() {
		assertThat(FreeSubnets.first(24, List.of(Subnet.parse("10.0.0.0/8")), List.of(Subnet.parse("10.0.0.0/9"))))
			.contains(Subnet.parse("10.128.0.0/24"));
	}

	@Test
	void firstWhenABlockIsFullGoesOnToTheNext() {
		List<Subnet> taken = IntStream.range(0, 4).mapToObj((i) -> Subnet.parse("10.0." + i + ".0/24")).toList();
		assertThat(FreeSubnets.first(24, List.of(Subnet.parse("10.0.0.0/22"), Subnet.parse("10.9.0.0/16")), taken))
			.contains(Subnet.parse("10.9.0.0/24"));
	}

	@Test
	void firstWhenAllIsTakenIsEmpty() {
		assertThat(FreeSubnets.first(24, List.of(Subnet.parse("10.0.0.0/24")), List.of(Subnet.parse("10.0.0.0/8"))))
			.isEmpty();
		assertThat(FreeSubnets.first(8, List.of(Subnet.parse("10.0.0.0/24")), List.of())).isEmpty();
		assertThat(FreeSubnets.first(24, List.of(Subnet.parse("255.255.255.0/24")),
				List.of(Subnet.parse("255.255.255.0/24"))))
			.isEmpty();
	}

	@Test
	void uniqueLocalIsAnUnusedBlockOfRfc4193() {
		Subnet subnet = FreeSubnets.uniqueLocal("front", List.of());
		assertThat(Subnet.parse("fd00::/8").contains(subnet)).isTrue();
		assertThat(subnet.prefixLength()).isEqualTo(64);
		assertThat(FreeSubnets.uniqueLocal("front", List.of(subnet))).isNotEqualTo(subnet);
	}

}
