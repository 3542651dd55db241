package io.moorage.change;

import java.util.Map;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import io.moorage.fault.MoorageException;
import io.swagger.v3.oas.annotations.media.Schema;

/**
 * Tells why one of several things failed, or one in the background.
 *
 * @param code the problem's code
 * @param detail a sentence that says what to do
 * @param facts the problem's own members
 */
@Schema(additionalProperties = Schema.AdditionalPropertiesValue.TRUE)
public record Failure(String code, String detail,
		@JsonAnyGetter @JsonAnySetter @Schema(hidden = true) Map<String, Object> facts) {

	/**
	 * Tells of a failure.
	 */
	public static Failure of(MoorageException failure) {
		return new Failure(failure.code().toString(), failure.detail(), failure.facts());
	}

}
