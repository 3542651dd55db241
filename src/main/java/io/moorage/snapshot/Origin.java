package io.moorage.snapshot;

import io.moorage.access.Caller;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * Says on whose behalf this service changed something.
 *
 * @param requestId the id of the request, as in the answer and the log
 * @param caller the name of the one who asked, or null when nobody did
 */
public record Origin(String requestId, @Nullable String caller) {

	private static final String MDC_KEY = "requestId";

	static @Nullable Origin current() {
		String id = MDC.get(MDC_KEY);
		return (id != null) ? new Origin(id, Caller.currentName()) : null;
	}

}
