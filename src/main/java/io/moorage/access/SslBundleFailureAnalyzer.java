package io.moorage.access;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.ssl.NoSuchSslBundleException;

/**
 * Tells at start that a certificate is missing that settings name, instead of a stack
 * trace.
 */
class SslBundleFailureAnalyzer extends AbstractFailureAnalyzer<NoSuchSslBundleException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, NoSuchSslBundleException cause) {
		String name = cause.getBundleName();
		return new FailureAnalysis("There is no SSL bundle " + name + ", which server.ssl.bundle names.",
				"Set spring.ssl.bundle.pem." + name + ".keystore.certificate and .private-key, or name another bundle.",
				cause);
	}

}
