package io.moorage.driver;

import io.moorage.topology.Scope;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Is a driver in a list.
 *
 * @param name what {@code driver} of a network is
 * @param engine the engine's name
 * @param available whether the example works there
 * @param reason why not, or null
 * @param scope how far its networks reach, or null where a plugin decides
 * @param title what it is, in a few words
 * @param summary what it is, in a sentence or two
 */
@Schema(name = "DriverSummary")
record DriverSummary(@Schema(example = "bridge") String name, String engine,
		@Schema(description = "Whether the driver's example works on this engine") boolean available,
		@Schema(description = "Why it is not available") @Nullable String reason, @Nullable Scope scope, String title,
		String summary) {

}
