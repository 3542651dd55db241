package io.moorage.driver;

import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.moorage.driver.DriverFacts.Type;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Is a driver with all that the guide says of it.
 *
 * @param summary the same as in a list; its fields stand beside the others
 * @param alsoCalled what else {@code GET /drivers/{driver}} takes for its name
 * @param guide what to know of it
 * @param options its options
 * @param example a request that works where it is available
 */
@Schema(name = "Driver")
record DriverResponse(@JsonUnwrapped DriverSummary summary, List<String> alsoCalled, GuideText.Guide guide,
		List<Option> options, Example example) {

	/**
	 * Is an option.
	 *
	 * @param name the key in {@code options} of a network
	 * @param type how its text is read
	 * @param defaultValue what the engine does when it is left out, or null where that
	 * depends
	 * @param values the only values, or null where there are too many
	 * @param since the engine that brought it, or one that is older than all that are
	 * supported
	 * @param available whether this engine has it
	 * @param description what it does
	 */
	@Schema(name = "DriverOption")
	record Option(String name, Type type, @JsonProperty("default") @Nullable String defaultValue,
			@Nullable List<String> values,
			@Schema(description = "The Docker Engine that brought it; 20.10 for all that are older", type = "string",
					example = "28.2") Release since,
			@Schema(description = "Whether this engine has it") boolean available, String description) {

	}

	/**
	 * Is a request to this service.
	 *
	 * @param description what it does
	 * @param method the HTTP method
	 * @param path the path
	 * @param body what to send
	 */
	@Schema(name = "DriverExample")
	record Example(String description, String method, String path, Map<String, Object> body) {

	}

}
