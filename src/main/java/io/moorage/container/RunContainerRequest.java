package io.moorage.container;

import java.util.List;
import java.util.Locale;
import java.util.Map;

import io.moorage.engine.ImageName;
import io.moorage.engine.PullPolicy;
import io.moorage.network.ConsistentEndpoint;
import io.moorage.network.EndpointRequest;
import io.moorage.topology.IpAddress;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * Says what container to run, as far as networks need containers: no mounts, no
 * privileges, no devices.
 *
 * @param name its name; the engine makes one up when left out
 * @param image its image
 * @param command what it runs; the image's own when left out
 * @param networks the networks it is on; {@code bridge} when none is given
 * @param ports its published ports
 * @param environment its environment variables; null as a value leaves the variable out
 * @param labels its labels; null as a value leaves the label out
 * @param autoRemove whether it is removed when it ends
 * @param tty whether it has a terminal
 * @param pull whether an image that the engine lacks is pulled, {@code missing} when left
 * out
 */
@Schema(name = "ContainerSpec")
record RunContainerRequest(@Pattern(regexp = "[a-zA-Z0-9][a-zA-Z0-9_.-]{1,254}",
		message = "must be 2 to 255 letters, digits, underscores, dots and hyphens, the first a letter or digit") @Schema(
				example = "alpine1") @Nullable String name,
		@NotBlank(message = "is required: an image like alpine:3.20") @Size(max = 512,
				message = "must have 512 characters at most") @Pattern(regexp = ImageName.FORM,
						message = "must be an image's name like alpine:3.20 or registry.example.org/team/app:1.0") @Schema(
								example = "alpine:3.20",
								requiredMode = Schema.RequiredMode.REQUIRED) @Nullable String image,
		@Schema(example = "[\"sleep\", \"600\"]") @Nullable List<@NotNull(message = "must be a text") String> command,
		@Nullable List<@Valid @NotNull(message = "must be an object with a network") NetworkRequest> networks,
		@Nullable List<@Valid @NotNull(message = "must be an object with a containerPort") PortRequest> ports,
		@Nullable Map<@Pattern(regexp = "[^=\\x00]+",
				message = "must be a variable's name without =") String, @Nullable String> environment,
		@Nullable Map<String, @Nullable String> labels, @Schema(defaultValue = "false") @Nullable Boolean autoRemove,
		@Schema(defaultValue = "false") @Nullable Boolean tty,
		@Schema(defaultValue = "missing") @Nullable PullPolicy pull) {

	/**
	 * Says on which network the container shall be, and how.
	 *
	 * @param network its full id, its name or the unique beginning of its id
	 * @param ipv4Address its IPv4 address, any when left out
	 * @param ipv6Address its IPv6 address, any when left out
	 * @param linkLocalAddresses further link-local addresses
	 * @param aliases further names on this network
	 * @param macAddress its MAC address, any when left out; needs engine 25
	 * @param gatewayPriority the highest of a container's networks has the default route;
	 * needs engine 28
	 * @param driverOptions the endpoint's driver options
	 */
	@ConsistentEndpoint
	@Schema(name = "ContainerNetworkSpec")
	record NetworkRequest(
			@NotBlank(message = "is required: a network's id or name") @Schema(example = "bridge1",
					requiredMode = Schema.RequiredMode.REQUIRED) @Nullable String network,
			@Nullable IpAddress ipv4Address, @Nullable IpAddress ipv6Address,
			@Nullable List<@Nullable IpAddress> linkLocalAddresses, @Nullable List<@Nullable String> aliases,
			@Nullable String macAddress, @Nullable Integer gatewayPriority,
			@Nullable Map<String, @Nullable String> driverOptions) implements EndpointRequest {

	}

	/**
	 * Says which port to publish where.
	 *
	 * @param containerPort the container's port
	 * @param hostPort the host's port; the engine chooses when left out
	 * @param hostIp the host's address; every one when left out
	 * @param protocol {@code tcp} when left out
	 */
	@Schema(name = "PortSpec")
	record PortRequest(
			@NotNull(message = "is required: 1 to 65535") @Min(value = 1, message = "must be 1 to 65535") @Max(
					value = 65535, message = "must be 1 to 65535") @Schema(example = "80",
							requiredMode = Schema.RequiredMode.REQUIRED) @Nullable Integer containerPort,
			@Min(value = 1, message = "must be 1 to 65535; leave it out to let the engine choose") @Max(value = 65535,
					message = "must be 1 to 65535") @Schema(example = "8081") @Nullable Integer hostPort,
			@Schema(example = "127.0.0.1") @Nullable IpAddress hostIp,
			@Schema(defaultValue = "tcp") @Nullable Protocol protocol) {

	}

	/**
	 * Names a transport protocol.
	 */
	enum Protocol {

		/** Transmission Control Protocol. */
		TCP,
		/** User Datagram Protocol. */
		UDP,
		/** Stream Control Transmission Protocol. */
		SCTP;

		@Override
		public String toString() {
			return name().toLowerCase(Locale.ROOT);
		}

	}

}
