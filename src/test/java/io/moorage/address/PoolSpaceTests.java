package io.moorage.address;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;

import io.moorage.topology.IpAddress;
import io.moorage.topology.Subnet;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link PoolSpace} and {@link FreeSubnets}, against a model that counts on its
 * fingers.
 */
class PoolSpaceTests {

	private static final Subnet BASE = Subnet.parse("10.4.0.0/16");

	private static Subnet piece(int index, int size) {
		return new Subnet(BASE.network().plus((long) index << (32 - size)), size);
	}

	private static List<Subnet> taken(Random random) {
		List<Subnet> taken = new ArrayList<>(List.of(Subnet.parse("192.168.0.0/24"), Subnet.parse("fd00::/64")));
		int count = random.nextInt(12);
		for (int i = 0; i < count; i++) {
			int length = 15 + random.nextInt(16);
			taken.add(Subnet.of(BASE.network().plus(random.nextInt(1 << 16)), Math.max(length, 17)));
		}
		return taken;
	}

	@RepeatedTest(200)
	void spaceAndFirstFreeAreWhatCountingGives(RepetitionInfo repetition) {
		Random random = new Random(repetition.getCurrentRepetition());
		int size = 18 + random.nextInt(7);
		List<Subnet> taken = taken(random);
		List<Integer> free = IntStream.range(0, 1 << (size - 16))
			.filter((index) -> taken.stream().noneMatch(piece(index, size)::overlaps))
			.boxed()
			.toList();
		PoolSpace space = new PoolSpace(BASE, size, taken);
		assertThat(space.total()).isEqualTo(BigInteger.valueOf(1L << (size - 16)));
		assertThat(space.free()).isEqualTo(BigInteger.valueOf(free.size()));
		assertThat(space.fragments())
			.isEqualTo((int) free.stream().filter((index) -> !free.contains(index - 1)).count());
		int count = random.nextInt(1, 6);
		assertThat(FreeSubnets.list(size, List.of(BASE), taken, count))
			.isEqualTo(free.stream().limit(count).map((index) -> piece(index, size)).toList());
		assertThat(space.largestFree()).isEqualTo(largest(size, taken));
	}

	private static Optional<Subnet> largest(int size, List<Subnet> taken) {
		return IntStream.rangeClosed(16, size)
			.boxed()
			.flatMap((length) -> IntStream.range(0, 1 << (length - 16)).mapToObj((index) -> piece(index, length)))
			.filter((block) -> taken.stream().noneMatch(block::overlaps))
			.findFirst();
	}

	@Test
	void spaceOfAHugeBlockIsCountedAtOnce() {
		Subnet huge = Subnet.parse("fd00::/8");
		PoolSpace space = new PoolSpace(huge, 64, List.of(Subnet.parse("fd12:3456::/64")));
		assertThat(space.free()).isEqualTo(BigInteger.ONE.shiftLeft(56).subtract(BigInteger.ONE));
		assertThat(space.largestFree()).contains(Subnet.parse("fd80::/9"));
		assertThat(new PoolSpace(BASE, 24, List.of(Subnet.parse("10.0.0.0/8"))).largestFree()).isEmpty();
		assertThat(new PoolSpace(new Subnet(IpAddress.parse("0.0.0.0"), 0), 32, List.of()).free())
			.isEqualTo(BigInteger.ONE.shiftLeft(32));
	}

}
