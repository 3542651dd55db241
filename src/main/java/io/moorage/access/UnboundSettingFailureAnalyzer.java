package io.moorage.access;

import java.util.stream.Collectors;

import org.springframework.boot.context.properties.bind.UnboundConfigurationPropertiesException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Tells at start which settings beside known ones mean nothing. Boot's own words would
 * show the values too.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
class UnboundSettingFailureAnalyzer extends AbstractFailureAnalyzer<UnboundConfigurationPropertiesException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, UnboundConfigurationPropertiesException cause) {
		String names = cause.getUnboundProperties()
			.stream()
			.map((property) -> property.getName().toString())
			.sorted()
			.collect(Collectors.joining(", "));
		return new FailureAnalysis("Nobody reads " + names + ": no setting has such a name.",
				"Correct the spelling, or leave it out. A token's name with a dot in it goes in brackets, like "
						+ "moorage.security.tokens.[a.b].sha256.",
				cause);
	}

}
