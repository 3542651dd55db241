package io.moorage.address;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;

import io.moorage.topology.Subnet;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link FreeSubnets}.
 */
class FreeSubnetsTests {

	private static Optional<Subnet> first(int prefixLength, List<Subnet> within, List<Subnet> taken) {
		return FreeSubnets.list(prefixLength, within, taken, 1).stream().findFirst();
	}

	@Test
	void firstWhenSomeAreTakenSkipsThem() {
		List<Subnet> taken = List.of(Subnet.parse("10.0.0.0/25"), Subnet.parse("10.0.1.0/24"),
				Subnet.parse("10.0.2.128/32"));
		assertThat(first(24, List.of(Subnet.parse("10.0.0.0/16")), taken)).contains(Subnet.parse("10.0.3.0/24"));
	}

	@Test
	void firstWhenALargerOneIsTakenJumpsBehindIt() {
		assertThat(first(24, List.of(Subnet.parse("10.0.0.0/8")), List.of(Subnet.parse("10.0.0.0/9"))))
			.contains(Subnet.parse("10.128.0.0/24"));
	}

	@Test
	void firstWhenABlockIsFullGoesOnToTheNext() {
		List<Subnet> taken = IntStream.range(0, 4).mapToObj((i) -> Subnet.parse("10.0." + i + ".0/24")).toList();
		assertThat(first(24, List.of(Subnet.parse("10.0.0.0/22"), Subnet.parse("10.9.0.0/16")), taken))
			.contains(Subnet.parse("10.9.0.0/24"));
	}

	@Test
	void firstWhenAllIsTakenIsEmpty() {
		assertThat(first(24, List.of(Subnet.parse("10.0.0.0/24")), List.of(Subnet.parse("10.0.0.0/8")))).isEmpty();
		assertThat(first(8, List.of(Subnet.parse("10.0.0.0/24")), List.of())).isEmpty();
		assertThat(first(24, List.of(Subnet.parse("255.255.255.0/24")), List.of(Subnet.parse("255.255.255.0/24"))))
			.isEmpty();
	}

	@Test
	void uniqueLocalIsAnUnusedBlockOfRfc4193() {
		Subnet subnet = FreeSubnets.uniqueLocal("front", List.of()).orElseThrow();
		assertThat(Subnet.parse("fd00::/8").contains(subnet)).isTrue();
		assertThat(subnet.prefixLength()).isEqualTo(64);
		assertThat(FreeSubnets.uniqueLocal("front", List.of(subnet))).isPresent().get().isNotEqualTo(subnet);
		assertThat(FreeSubnets.uniqueLocal("front", List.of(Subnet.parse("fd80::/9")))).as("half of all is taken")
			.isPresent();
		assertThat(FreeSubnets.uniqueLocal("front", List.of(Subnet.parse("fd00::/8")))).isEmpty();
	}

	@Test
	void listWhenALargeBlockIsFullButForItsEndFindsThat() {
		List<Subnet> taken = new ArrayList<>(IntStream.range(0, 0xfffd)
			.mapToObj((i) -> Subnet.parse("10." + (i >> 8) + "." + (i & 0xff) + ".0/24"))
			.toList());
		Collections.shuffle(taken, new Random(1));
		assertThat(FreeSubnets.list(24, List.of(Subnet.parse("10.0.0.0/8")), taken, 100)).containsExactly(
				Subnet.parse("10.255.253.0/24"), Subnet.parse("10.255.254.0/24"), Subnet.parse("10.255.255.0/24"));
	}

	@Test
	void listWhenBlocksOverlapGivesNoSubnetTwice() {
		Subnet block = Subnet.parse("10.0.0.0/23");
		assertThat(FreeSubnets.list(24, List.of(block, block), List.of(), 9))
			.containsExactly(Subnet.parse("10.0.0.0/24"), Subnet.parse("10.0.1.0/24"));
	}

	@Test
	void listWhenEverythingIsAskedForLeavesOutWhatIsReserved() {
		List<Subnet> found = FreeSubnets.list(8, List.of(Subnet.parse("0.0.0.0/0")), ReservedBlocks.ALL, 300);
		assertThat(found).hasSize(221)
			.startsWith(Subnet.parse("1.0.0.0/8"))
			.doesNotContain(Subnet.parse("127.0.0.0/8"), Subnet.parse("169.0.0.0/8"), Subnet.parse("224.0.0.0/8"))
			.endsWith(Subnet.parse("223.0.0.0/8"));
	}

}
