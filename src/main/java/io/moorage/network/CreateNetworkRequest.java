package io.moorage.network;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import io.moorage.topology.IpAddress;
import io.moorage.topology.Scope;
import io.moorage.topology.Subnet;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import org.jspecify.annotations.Nullable;

/**
 * Says what a new network shall be. What is left out is up to the engine.
 *
 * @param name its name: 1 to 255 characters without control characters, slashes and outer
 * blanks
 * @param driver who implements it, {@code bridge} when left out
 * @param scope how far it reaches, the driver's own when left out
 * @param ipv4 whether its endpoints get IPv4 addresses, true when left out
 * @param ipv6 whether its endpoints get IPv6 addresses; when left out, whether a pool is
 * IPv6
 * @param internal whether it has no way out of the host
 * @param attachable whether plain containers can join it though it is of a Swarm
 * @param ingress whether it is the Swarm's routing mesh
 * @param configOnly whether it only holds settings for others
 * @param configFrom the name of the network that it has its settings from
 * @param ipam its addresses
 * @param options the driver's options; null as a value leaves the option out
 * @param labels its labels; null as a value leaves the label out
 */
@ConsistentNetwork
@Schema(name = "NetworkSpec")
record CreateNetworkRequest(
		@NotNull(message = "is required") @Schema(example = "bridge1", requiredMode = Schema.RequiredMode.REQUIRED,
				minLength = 1, maxLength = 255) @Nullable String name,
		@Schema(example = "bridge", defaultValue = "bridge") @Nullable String driver, @Nullable Scope scope,
		@Schema(defaultValue = "true") @Nullable Boolean ipv4, @Nullable Boolean ipv6,
		@Schema(defaultValue = "false") @Nullable Boolean internal,
		@Schema(defaultValue = "false") @Nullable Boolean attachable,
		@Schema(defaultValue = "false") @Nullable Boolean ingress,
		@Schema(defaultValue = "false") @Nullable Boolean configOnly, @Nullable String configFrom,
		@Valid @Nullable IpamRequest ipam, @Nullable Map<String, @Nullable String> options,
		@Schema(example = "{\"team\":\"platform\"}") @Nullable Map<String, @Nullable String> labels)
		implements
			NetworkRequest {

	@Override
	public String effectiveDriver() {
		return Objects.requireNonNullElse(this.driver, "bridge");
	}

	@Override
	public CreateNetworkRequest withIpam(IpamRequest other) {
		return new CreateNetworkRequest(this.name, this.driver, this.scope, this.ipv4, this.ipv6, this.internal,
				this.attachable, this.ingress, this.configOnly, this.configFrom, other, this.options, this.labels);
	}

	/**
	 * Says how addresses are managed.
	 *
	 * @param driver who hands addresses out, {@code default} when left out
	 * @param options that driver's own options
	 * @param pools the subnets; none lets the engine choose
	 */
	@Schema(name = "IpamSpec")
	record IpamRequest(@Schema(example = "default", defaultValue = "default") @Nullable String driver,
			@Nullable Map<String, @Nullable String> options, @Nullable List<@Valid @Nullable PoolRequest> pools) {

	}

	/**
	 * Says which subnet a network has.
	 *
	 * @param subnet the block
	 * @param gateway the gateway's address, the engine's choice when left out
	 * @param ipRange the part that the engine gives addresses from, all of it when left
	 * out
	 * @param reserved addresses that the engine shall give to nobody, by name
	 * @param prefixLength instead of a subnet, the size of one that is chosen among the
	 * free ones
	 * @param within where that one shall lie; the engine's default pools when left out
	 */
	@ConsistentPool
	@Schema(name = "IpamPoolSpec")
	record PoolRequest(@Schema(example = "10.1.0.0/16") @Nullable Subnet subnet, @Nullable IpAddress gateway,
			@Nullable Subnet ipRange, @Nullable Map<String, @Nullable IpAddress> reserved,
			@Nullable Integer prefixLength, @Nullable Subnet within) {

		/**
		 * Asks for a certain subnet.
		 */
		PoolRequest(Subnet subnet, @Nullable IpAddress gateway, @Nullable Subnet ipRange,
				@Nullable Map<String, @Nullable IpAddress> reserved) {
			this(subnet, gateway, ipRange, reserved, null, null);
		}

		/**
		 * Asks for a certain subnet and nothing else.
		 */
		static PoolRequest of(Subnet subnet) {
			return new PoolRequest(subnet, null, null, null);
		}

		/**
		 * Tells the family, which the subnet says, or where it shall lie.
		 * @return whether it is IPv6; empty where nothing is asked for
		 */
		Optional<Boolean> isIpv6() {
			Subnet block = (this.subnet != null) ? this.subnet : this.within;
			return (block != null) ? Optional.of(block.isIpv6())
					: Optional.ofNullable(this.prefixLength).map((length) -> false);
		}

	}

}
