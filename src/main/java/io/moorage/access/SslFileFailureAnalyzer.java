package io.moorage.access;

import java.io.IOException;
import java.util.Arrays;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.NestedExceptionUtils;

/**
 * Tells at start which file of an SSL bundle cannot be read, instead of a stack trace.
 */
class SslFileFailureAnalyzer extends AbstractFailureAnalyzer<IOException> {

	@Override
	protected @Nullable FailureAnalysis analyze(Throwable rootFailure, IOException cause) {
		if (!isOfBundle(cause)) {
			return null;
		}
		String file = String.valueOf(NestedExceptionUtils.getMostSpecificCause(cause).getMessage());
		return new FailureAnalysis("A file that an SSL bundle names cannot be read: " + file + ".",
				"Put it there, readable for this service, or correct the path in spring.ssl.bundle.", cause);
	}

	// Files are Boot's in many places, and it has no exception for those of a bundle.
	private static boolean isOfBundle(IOException cause) {
		return Arrays.stream(cause.getStackTrace())
			.anyMatch((frame) -> frame.getClassName().matches("org\\.springframework\\.boot\\.(.*\\.)?ssl\\..*"));
	}

}
