package io.moorage.address;

import java.util.Objects;

import io.moorage.fault.MoorageException;
import io.moorage.topology.Subnet;
import io.swagger.v3.oas.annotations.Parameter;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.jspecify.annotations.Nullable;

/**
 * Says which free subnets are wanted.
 *
 * @param prefixLength their size: 1 to 30 for IPv4, 1 to 126 for IPv6; 24 when null, or
 * 64 where {@code within} is IPv6
 * @param count how many at most, 1 to 100; 1 when null
 * @param within where they shall lie; the engine's default pools when null
 */
record FreeRequest(
		@Parameter(description = "Their size: 24, or 64 within an IPv6 block, when left out",
				example = "24") @Nullable Integer prefixLength,
		@Parameter(description = "How many at most", example = "3") @Min(value = 1,
				message = "must be 1 to 100") @Max(value = 100, message = "must be 1 to 100") @Nullable Integer count,
		@Parameter(description = "A block that they shall lie in; the engine's default pools when left out",
				example = "10.0.0.0/8") @Nullable Subnet within) {

	private static final int IPV4 = 24;

	private static final int IPV6 = 64;

	int size() {
		if (this.within != null) {
			SubnetAllocation.mistake(this.within).ifPresent((mistake) -> {
				throw MoorageException.invalid("?within", mistake);
			});
		}
		int size = Objects.requireNonNullElse(this.prefixLength, isIpv6() ? IPV6 : IPV4);
		SubnetAllocation.mistake(size, this.within).ifPresent((mistake) -> {
			throw MoorageException.invalid("?prefixLength", mistake);
		});
		return size;
	}

	private boolean isIpv6() {
		return this.within != null && this.within.isIpv6();
	}

	int limit() {
		return Objects.requireNonNullElse(this.count, 1);
	}

}
