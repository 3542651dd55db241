package io.moorage.event;

import java.time.Instant;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.moorage.snapshot.Origin;
import io.moorage.topology.ContainerRef;
import io.moorage.topology.NetworkRef;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Is what an event tells.
 *
 * @param id its place among all, opaque; {@code Last-Event-ID} goes on after it
 * @param type what happened
 * @param time when this service saw it
 * @param engine on which engine
 * @param network the network that it is about, or null when it is about a container or
 * the engine
 * @param container the container that it is about, or null
 * @param object the network, endpoint or container as it is now, or as it was when it is
 * gone; null when it is about the engine
 * @param origin which request to this service did it, or null when it was done elsewhere
 */
@Schema(name = "Event")
@JsonInclude(JsonInclude.Include.NON_NULL)
record EventData(@Schema(example = "k3x9f2ab-42.0") String id, @Schema(example = "network.created") String type,
		Instant time, @Schema(example = "default") String engine, @Nullable NetworkRef network,
		@Nullable ContainerRef container, @Nullable Object object, @Nullable Origin origin) {

}
