package io.moorage.snapshot;

import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * Says on whose behalf this service changed something.
 *
 * @param requestId the id of the request, as in the answer and the log
 */
public record Origin(String requestId) {

	private static final String MDC_KEY = "requestId";

	static @Nullable Origin current() {
		String id = MDC.get(MDC_KEY);
		return (id != null) ? new Origin(id) : null;
	}

}
