package io.moorage.change;

import java.util.LinkedHashMap;
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

	/**
	 * Tells as well what came of putting things back later.
	 */
	Failure recovered(Restoration restoration) {
		Map<String, Object> more = new LinkedHashMap<>(this.facts);
		more.put("restored", restoration.restored());
		more.put("notRestored", restoration.notRestored());
		return new Failure(this.code, this.detail + (restoration.notRestored().isEmpty()
				? " Since then what was under way is put back."
				: " Since then what was under way is put back as far as it could be: notRestored names the rest, and GET /findings what to do."),
				more);
	}

}
