package io.moorage.access;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Tells at start which settings mean nothing, instead of a stack trace.
 */
class UnknownSettingFailureAnalyzer extends AbstractFailureAnalyzer<UnknownSettingException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, UnknownSettingException cause) {
		return new FailureAnalysis(cause.getMessage(),
				"Correct the spelling, or leave it out; the table of settings in README.md has all names.", cause);
	}

}
