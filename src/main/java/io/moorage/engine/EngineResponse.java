package io.moorage.engine;

import java.util.Map;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.swagger.v3.oas.annotations.media.Schema;

/**
 * Is an engine as callers see it.
 *
 * @param info what it is and can do; its fields stand beside the others
 * @param more what else there is to tell, by name
 */
@Schema(name = "Engine")
record EngineResponse(@JsonUnwrapped EngineInfo info, @JsonAnyGetter @Schema(hidden = true) Map<String, Object> more) {

}
