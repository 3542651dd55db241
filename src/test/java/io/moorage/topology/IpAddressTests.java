package io.moorage.topology;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link IpAddress}.
 */
class IpAddressTests {

	@ParameterizedTest
	@CsvSource({ "0.0.0.0,0.0.0.0", "10.1.2.3,10.1.2.3", "255.255.255.255,255.255.255.255", "::,::", "::1,::1",
			"2001:DB8:0:0:0:0:0:1,2001:db8::1", "2001:db8:0:1:1:1:1:1,2001:db8:0:1:1:1:1:1",
			"2001:0:0:1:0:0:0:1,2001:0:0:1::1", "2001:db8:0:0:1:0:0:1,2001:db8::1:0:0:1", "fd00:1::,fd00:1::" })
	void parseWhenAddressGivesShortestForm(String text, String expected) {
		assertThat(IpAddress.parse(text)).hasToString(expected);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "10.1.2", "10.1.2.3.4", "10.1.2.256", "010.1.2.3", "10.1.2.3/24", "1",
			"localhost", "fe80::1%eth0", "[::1]", "::1::", "12345::", "10.1.2.3 " })
	void parseWhenNoAddressTellsWhatOneLooksLike(String text) {
		assertThatIllegalArgumentException().isThrownBy(() -> IpAddress.parse(text)).withMessageContaining("10.1.2.3");
	}

	@Test
	void compareToOrdersByValueWithinAFamily() {
		assertThat(IpAddress.parse("10.0.0.9")).isLessThan(IpAddress.parse("10.0.0.10"));
		assertThat(IpAddress.parse("255.0.0.0")).isLessThan(IpAddress.parse("::1"));
	}

	@Test
	void plusWhenBeyondTheFamilyFails() {
		assertThatIllegalArgumentException().isThrownBy(() -> IpAddress.parse("255.255.255.255").plus(1));
	}

}
