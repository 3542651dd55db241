package io.moorage.access;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jose.util.JSONObjectUtils;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import io.moorage.access.AccessProperties.JwtProperties;
import io.moorage.access.Caller.Credential;
import io.moorage.fault.FaultCode;
import io.moorage.fault.MoorageException;
import lombok.extern.slf4j.Slf4j;
import org.jspecify.annotations.Nullable;

import org.springframework.core.NestedExceptionUtils;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.JwtValidationException;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.stereotype.Component;

/**
 * Checks JWT of an identity provider (OpenID Connect Discovery 1.0): its signature with
 * the provider's keys, issuer, audience, and that it has not expired. The provider is
 * asked when the first token comes, so that it may start later. Safe for use by many
 * threads.
 */
@Component
@Slf4j
class IdentityProvider {

	private static final int TIMEOUT_MILLIS = 2000;

	private static final int MAX_DOCUMENT = 512 * 1024;

	private static final Duration CLOCKS_DIFFER = Duration.ofSeconds(30);

	// Not asked again at once: others wait meanwhile.
	private static final long PAUSE_NANOS = Duration.ofSeconds(1).toNanos();

	private static final long KEYS_KEPT_MILLIS = Duration.ofMinutes(5).toMillis();

	// Tokens with made-up keys must not become requests to the provider.
	private static final long KEYS_PAUSE_MILLIS = Duration.ofSeconds(10).toMillis();

	private final JwtProperties settings;

	private final DefaultResourceRetriever retriever = new DefaultResourceRetriever(TIMEOUT_MILLIS, TIMEOUT_MILLIS,
			MAX_DOCUMENT);

	private final ReentrantLock discovering = new ReentrantLock();

	private volatile @Nullable NimbusJwtDecoder decoder;

	private volatile boolean keysSeen;

	private long failedAt = System.nanoTime() - PAUSE_NANOS;

	IdentityProvider(AccessProperties properties) {
		this.settings = properties.jwt();
	}

	boolean isSet() {
		return this.settings.issuerUri() != null;
	}

	/**
	 * Checks a token.
	 * @return whose it is, with the highest role that it names, maybe none
	 * @throws InvalidBearerTokenException when it is not good
	 * @throws MoorageException {@code identity-provider-unavailable}
	 */
	CallerAuthentication check(String token) {
		Jwt jwt = decode(token);
		this.keysSeen = true;
		String subject = Objects.requireNonNullElse(jwt.getSubject(), "");
		if (subject.isBlank()) {
			throw new InvalidBearerTokenException("The token names no subject");
		}
		Caller caller = new Caller(LogText.of(subject),
				RoleClaim.role(jwt.getClaims(), String.valueOf(this.settings.roleClaim())), Credential.JWT);
		Instant end = Objects.requireNonNull(jwt.getExpiresAt()).plus(CLOCKS_DIFFER);
		return new CallerAuthentication(caller, () -> Instant.now().isBefore(end));
	}

	private Jwt decode(String token) {
		try {
			return decoder().decode(token);
		}
		catch (BadJwtException ex) {
			throw new InvalidBearerTokenException(why(ex), ex);
		}
		catch (JwtException ex) {
			if (this.keysSeen && NestedExceptionUtils.getMostSpecificCause(ex) instanceof RateLimitReachedException) {
				throw new InvalidBearerTokenException("The token's key is not one of the identity provider's", ex);
			}
			throw unavailable(ex);
		}
	}

	// Of one that is good otherwise.
	private static String why(BadJwtException ex) {
		boolean late = ex instanceof JwtValidationException invalid && invalid.getErrors().size() == 1
				&& String.valueOf(invalid.getErrors().iterator().next().getDescription()).contains("expired");
		return late ? "The token has expired" : "The token is not good";
	}

	private static MoorageException unavailable(Exception ex) {
		log.warn("The identity provider's keys cannot be had: {}",
				NestedExceptionUtils.getMostSpecificCause(ex).toString());
		return new MoorageException(FaultCode.IDENTITY_PROVIDER_UNAVAILABLE,
				"The token cannot be checked, since the identity provider does not answer. Try again in a moment.",
				Map.of(), ex);
	}

	private NimbusJwtDecoder decoder() {
		NimbusJwtDecoder known = this.decoder;
		if (known != null) {
			return known;
		}
		this.discovering.lock();
		try {
			NimbusJwtDecoder found = this.decoder;
			if (found == null) {
				if (System.nanoTime() - this.failedAt < PAUSE_NANOS) {
					throw unavailable(new IOException("it did not answer a moment ago"));
				}
				found = decoder(discover());
				this.decoder = found;
			}
			return found;
		}
		catch (IOException | ParseException | IllegalArgumentException ex) {
			this.failedAt = System.nanoTime();
			throw unavailable(ex);
		}
		finally {
			this.discovering.unlock();
		}
	}

	private URL discover() throws IOException, ParseException {
		String issuer = String.valueOf(this.settings.issuerUri());
		String document = issuer.replaceFirst("/$", "") + "/.well-known/openid-configuration";
		Map<String, Object> found = JSONObjectUtils.parse(this.retriever.retrieveResource(url(document)).getContent());
		if (!issuer.equals(found.get("issuer"))) {
			throw new IOException(document + " is of the issuer " + found.get("issuer"));
		}
		return url(String.valueOf(found.get("jwks_uri")));
	}

	private static URL url(String text) throws MalformedURLException {
		if (!text.matches("https?://.+")) {
			throw new MalformedURLException(text);
		}
		return URI.create(text).toURL();
	}

	private NimbusJwtDecoder decoder(URL keys) {
		JWKSource<SecurityContext> source = JWKSourceBuilder.<SecurityContext>create(keys, this.retriever)
			.cache(KEYS_KEPT_MILLIS, TIMEOUT_MILLIS * 3L)
			.rateLimited(KEYS_PAUSE_MILLIS)
			.build();
		DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
		processor.setJWSTypeVerifier(new DefaultJOSEObjectTypeVerifier<>(JOSEObjectType.JWT,
				new JOSEObjectType("at+jwt"), new JOSEObjectType("application/at+jwt"), null));
		processor
			.setJWSKeySelector(new JWSVerificationKeySelector<>(Set.copyOf(JWSAlgorithm.Family.SIGNATURE), source));
		// All claims are checked below, with Spring's checks.
		processor.setJWTClaimsSetVerifier((claims, context) -> {
		});
		NimbusJwtDecoder made = new NimbusJwtDecoder(processor);
		made.setJwtValidator(validator());
		return made;
	}

	private OAuth2TokenValidator<Jwt> validator() {
		JwtTimestampValidator time = new JwtTimestampValidator(CLOCKS_DIFFER);
		time.setAllowEmptyExpiryClaim(false);
		String audience = String.valueOf(this.settings.audience());
		return new DelegatingOAuth2TokenValidator<>(time,
				new JwtIssuerValidator(String.valueOf(this.settings.issuerUri())), new JwtClaimValidator<List<String>>(
						"aud", (audiences) -> audiences != null && audiences.contains(audience)));
	}

}
