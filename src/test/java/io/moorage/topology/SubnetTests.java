package io.moorage.topology;

import java.math.BigInteger;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link Subnet}.
 */
class SubnetTests {

	@ParameterizedTest
	@ValueSource(strings = { "10.1.0.0", "10.1.0.0/", "10.1.0.0/33", "10.1.0.0/-1", "10.1.0.0/08", "/24", "x/24",
			"fd00::/129", "10.1.0.0/24/24" })
	void parseWhenNoBlockFails(String text) {
		assertThatIllegalArgumentException().isThrownBy(() -> Subnet.parse(text));
	}

	@ParameterizedTest
	@CsvSource({ "10.1.2.3/24,10.1.2.0/24", "10.1.2.3/0,0.0.0.0/0", "fd00::5/64,fd00::/64" })
	void parseWhenHostBitsAreSetTellsWhatItShouldBe(String text, String expected) {
		assertThatIllegalArgumentException().isThrownBy(() -> Subnet.parse(text))
			.withMessageContaining("it should be " + expected);
	}

	@ParameterizedTest
	@ValueSource(strings = { "::ffff:10.1.0.0/16", "::ffff:10.1.0.0/112", "::ffff:0a01:0/24" })
	void parseWhenIpv4IsWrittenAsIpv6SaysHowToWriteIt(String text) {
		assertThatIllegalArgumentException().isThrownBy(() -> Subnet.parse(text))
			.withMessageContaining("IPv4 subnet in IPv6 notation");
	}

	@Test
	void sizeCountsEveryAddress() {
		assertThat(Subnet.parse("10.0.0.0/24").size()).isEqualTo(256);
		assertThat(Subnet.parse("fd00::/64").size()).isEqualTo(BigInteger.TWO.pow(64));
		assertThat(Subnet.parse("10.0.0.1/32").size()).isOne();
	}

	@Test
	void lastIsTheHighestAddress() {
		assertThat(Subnet.parse("10.0.0.0/24").last()).hasToString("10.0.0.255");
		assertThat(Subnet.parse("fd00::/120").last()).hasToString("fd00::ff");
	}

	@ParameterizedTest
	@CsvSource({ "10.0.0.0/8,10.1.0.0/16,true", "10.1.0.0/16,10.0.0.0/8,true", "10.0.0.0/24,10.0.1.0/24,false",
			"0.0.0.0/0,fd00::/8,false", "fd00::/8,fd12::/16,true", "10.0.0.0/24,10.0.0.0/24,true" })
	void overlapsComparesByValue(String one, String other, boolean expected) {
		assertThat(Subnet.parse(one).overlaps(Subnet.parse(other))).isEqualTo(expected);
	}

}
