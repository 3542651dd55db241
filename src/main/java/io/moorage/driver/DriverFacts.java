package io.moorage.driver;

import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.moorage.topology.Scope;
import org.jspecify.annotations.Nullable;

/**
 * Tells of a driver what holds in every language.
 *
 * @param scope how far its networks reach
 * @param alsoCalled what else callers may write for its name
 * @param modules what of Linux the example takes
 * @param swarm whether the example takes an engine that manages a Swarm
 * @param options the driver's options by their keys, the most useful ones first
 * @param example a request that works where the driver is available
 */
record DriverFacts(Scope scope, List<String> alsoCalled, List<String> modules, boolean swarm,
		Map<String, Option> options, Example example) {

	DriverFacts {
		Objects.requireNonNull(scope, "scope is missing");
		Objects.requireNonNull(example, "example is missing");
		alsoCalled = Objects.requireNonNullElse(alsoCalled, List.of());
		modules = Objects.requireNonNullElse(modules, List.of());
		options = Collections.unmodifiableMap(Objects.requireNonNullElse(options, Map.of()));
	}

	/**
	 * Is an option of a driver.
	 *
	 * @param type how its text is read
	 * @param defaultValue what the engine does when it is left out, or null where that
	 * depends
	 * @param since the engine that brought it
	 * @param values the only values, or null where there are too many
	 */
	record Option(Type type, @JsonProperty("default") @Nullable String defaultValue, Release since,
			@Nullable List<String> values) {

		Option {
			Objects.requireNonNull(type, "type is missing");
			Objects.requireNonNull(since, "since is missing");
		}

	}

	/**
	 * Says how an option's text is read.
	 */
	enum Type {

		/** As it stands. */
		STRING,
		/** As true or false. */
		BOOLEAN,
		/** As a whole number. */
		INTEGER,
		/** As an IP address. */
		ADDRESS,
		/** As several texts in one. */
		LIST,
		/** Not at all: that it is there is enough. */
		FLAG;

		@Override
		public String toString() {
			return name().toLowerCase(Locale.ROOT);
		}

	}

	/**
	 * Is a request to this service.
	 *
	 * @param method the HTTP method
	 * @param path the path
	 * @param body what to send
	 */
	record Example(String method, String path, Map<String, Object> body) {

	}

}
