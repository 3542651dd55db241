package io.moorage.network;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.moorage.fault.InvalidField;
import io.moorage.topology.IpAddress;
import io.moorage.topology.Subnet;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Null;
import org.jspecify.annotations.Nullable;

/**
 * Is a Compose file's {@code networks:} section.
 *
 * <p>
 * Source: the Compose Specification, networks.
 *
 * @param version ignored, as Compose does
 * @param name ignored: networks have the names that they are given here
 * @param networks the networks by key
 * @param services refused
 * @param others extensions, which are ignored; everything else is refused
 */
@Schema(name = "NetworkSet")
record ApplyRequest(@Nullable String version, @Nullable String name,
		@Nullable Map<String, @Nullable ComposeNetwork> networks,
		@Schema(hidden = true) @Null(
				message = "is for docker compose: only the networks: section is applied here. Leave it out.") @Nullable Object services,
		@JsonAnySetter @Schema(hidden = true) @Nullable Map<String, @Nullable Object> others) {

	private static final String EXTENSION = "x-";

	/**
	 * Finds the fields that Compose does not know; extensions ({@code x-…}) are ignored.
	 */
	static List<InvalidField> unknown(@Nullable Map<String, ?> others, String pointer, String known) {
		Map<String, ?> given = (others != null) ? others : Map.of();
		return given.keySet()
			.stream()
			.filter((key) -> !key.startsWith(EXTENSION))
			.map((key) -> new InvalidField(pointer + "/" + InvalidField.step(key),
					"\"" + key + "\" is not a known field; known are: " + known + ", and what begins with x-."))
			.toList();
	}

	/**
	 * Is a network as Compose declares it.
	 *
	 * @param name its name, the key when left out
	 * @param driver who implements it
	 * @param driverOpts the driver's options
	 * @param attachable whether plain containers can join it though it is of a Swarm
	 * @param enableIpv4 whether its endpoints get IPv4 addresses
	 * @param enableIpv6 whether its endpoints get IPv6 addresses
	 * @param external whether it only has to be there
	 * @param internal whether it has no way out of the host
	 * @param ipam its addresses
	 * @param labels its labels, as a map or as a list of {@code k=v}
	 * @param others extensions, which are ignored; everything else is refused
	 */
	@Schema(name = "ComposeNetwork")
	record ComposeNetwork(@Nullable String name, @Nullable String driver,
			@JsonProperty("driver_opts") @Nullable Map<String, @Nullable Object> driverOpts,
			@Nullable Boolean attachable, @JsonProperty("enable_ipv4") @Nullable Boolean enableIpv4,
			@JsonProperty("enable_ipv6") @Nullable Boolean enableIpv6, @Nullable Boolean external,
			@Nullable Boolean internal, @Nullable ComposeIpam ipam, @Nullable Object labels,
			@JsonAnySetter @Schema(hidden = true) @Nullable Map<String, @Nullable Object> others) {

		/**
		 * Is what an empty entry means.
		 */
		static final ComposeNetwork DEFAULT = new ComposeNetwork(null, null, null, null, null, null, null, null, null,
				null, null);

		boolean isExternal() {
			return Boolean.TRUE.equals(this.external);
		}

		/**
		 * Tells whether it says what somebody else's network shall be, which Compose
		 * refuses, too.
		 */
		boolean contradictsItself() {
			return isExternal() && Stream
				.of(this.driver, this.driverOpts, this.attachable, this.enableIpv4, this.enableIpv6, this.internal,
						this.ipam, this.labels)
				.anyMatch(Objects::nonNull);
		}

	}

	/**
	 * Is how Compose declares addresses.
	 *
	 * @param driver who hands them out
	 * @param config the subnets
	 * @param options that driver's options
	 * @param others extensions, which are ignored; everything else is refused
	 */
	@Schema(name = "ComposeIpam")
	record ComposeIpam(@Nullable String driver, @Nullable List<@Nullable ComposePool> config,
			@Nullable Map<String, @Nullable Object> options,
			@JsonAnySetter @Schema(hidden = true) @Nullable Map<String, @Nullable Object> others) {

	}

	/**
	 * Is how Compose declares a subnet.
	 *
	 * @param subnet the block
	 * @param ipRange the part that the engine gives addresses from
	 * @param gateway the gateway's address
	 * @param auxAddresses addresses that the engine gives to nobody, by name
	 * @param others extensions, which are ignored; everything else is refused
	 */
	@Schema(name = "ComposePool")
	record ComposePool(@Nullable Subnet subnet, @JsonProperty("ip_range") @Nullable Subnet ipRange,
			@Nullable IpAddress gateway,
			@JsonProperty("aux_addresses") @Nullable Map<String, @Nullable IpAddress> auxAddresses,
			@JsonAnySetter @Schema(hidden = true) @Nullable Map<String, @Nullable Object> others) {

	}

}
