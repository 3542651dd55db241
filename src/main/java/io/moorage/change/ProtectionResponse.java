package io.moorage.change;

import java.time.Instant;
import java.util.Optional;

import io.moorage.topology.Network;
import io.moorage.topology.Protection;
import io.moorage.topology.Topology;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether a network is protected.
 *
 * @param isProtected whether nobody may replace, remove or prune it, or take others'
 * containers off it
 * @param reason why, or null
 * @param by who said so: {@code settings} or {@code api}, or null
 * @param until when it ends by itself, or null for never
 */
@Schema(name = "Protection")
public record ProtectionResponse(@com.fasterxml.jackson.annotation.JsonProperty("protected") boolean isProtected,
		@Nullable String reason, @Nullable String by, @Nullable Instant until) {

	private static final ProtectionResponse NONE = new ProtectionResponse(false, null, null, null);

	/**
	 * Shows a network's protection.
	 * @param topology what is there
	 * @param network the network
	 */
	public static ProtectionResponse of(Topology topology, Network network) {
		Optional<Protection> protection = topology.notes().protection(network);
		return protection.map(ProtectionResponse::of).orElse(NONE);
	}

	static ProtectionResponse of(Protection protection) {
		return new ProtectionResponse(true, protection.reason(), protection.by(), protection.until());
	}

}
