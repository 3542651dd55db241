package io.moorage.engine;

import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Is an engine as callers see it.
 *
 * @param info what it is; its fields stand beside the others, and are left out where the
 * engine is not open for them
 * @param forbids what this engine is too old for or not open for, and what it would take
 * @param more what else there is to tell, by name
 */
@Schema(name = "Engine")
record EngineResponse(@JsonUnwrapped @Nullable EngineInfo info, List<EngineInfo.Forbidden> forbids,
		@JsonAnyGetter @Schema(hidden = true) Map<String, Object> more) {

}
