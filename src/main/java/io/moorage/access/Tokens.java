package io.moorage.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import io.moorage.access.AccessProperties.TokenProperties;
import io.moorage.access.Caller.Credential;
import lombok.extern.slf4j.Slf4j;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.error.MarkedYAMLException;

import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.stereotype.Component;

/**
 * Knows the tokens of the settings by their hashes. They are read again every few
 * seconds; what cannot be read leaves them as they were. Safe for use by many threads.
 */
@Component
@Slf4j
class Tokens {

	private final SettingsFiles files;

	private volatile Map<String, TokenProperties> settings;

	private volatile List<Token> all;

	private @Nullable String trouble;

	Tokens(AccessProperties properties, SettingsFiles files) {
		this.files = files;
		this.settings = properties.tokens();
		this.all = tokens(properties.tokens());
	}

	private static List<Token> tokens(Map<String, TokenProperties> settings) {
		return settings.entrySet().stream().map((entry) -> Token.of(entry.getKey(), entry.getValue())).toList();
	}

	boolean isEmpty() {
		return this.all.isEmpty();
	}

	/**
	 * Finds who has a token. It takes as long whatever the token is.
	 * @param hash the token's hash
	 * @return the caller, or null when nobody has it
	 * @throws InvalidBearerTokenException when it has expired
	 */
	@Nullable Caller find(byte[] hash) {
		Token found = token(hash);
		if (found != null && found.isExpired()) {
			throw new InvalidBearerTokenException("The token " + found.name() + " expired at " + found.expires());
		}
		return (found != null) ? found.caller() : null;
	}

	/**
	 * Tells whether a token still lets somebody in.
	 * @param hash the token's hash
	 */
	boolean isGood(byte[] hash) {
		Token found = token(hash);
		return found != null && !found.isExpired() && found.caller().role() != Role.NONE;
	}

	private @Nullable Token token(byte[] hash) {
		Token found = null;
		for (Token each : this.all) {
			if (MessageDigest.isEqual(each.hash(), hash)) {
				found = each;
			}
		}
		return found;
	}

	static byte[] hash(String token) {
		try {
			return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Scheduled(fixedDelayString = "${moorage.security.reload-interval:10s}",
			initialDelayString = "${moorage.security.reload-interval:10s}")
	void reload() {
		try {
			Map<String, TokenProperties> now = this.files.tokens();
			if (!now.equals(this.settings)) {
				AccessProperties.check(now);
				this.settings = now;
				this.all = tokens(now);
				log.info("The tokens are now those of {}", now.keySet());
			}
			this.trouble = null;
		}
		catch (RuntimeException ex) {
			String why = why(ex);
			if (!why.equals(this.trouble)) {
				this.trouble = why;
				log.warn("The settings cannot be read again, so the tokens stay as they were: {} "
						+ "Correct that; no restart is needed.", why);
			}
		}
	}

	// A YAML reader's own message quotes the file, which may hold secrets.
	private static String why(RuntimeException ex) {
		Throwable root = NestedExceptionUtils.getMostSpecificCause(ex);
		String why = String.valueOf(root.getMessage());
		if (root instanceof MarkedYAMLException yaml && yaml.getProblemMark() != null) {
			why = "YAML that cannot be read, in line " + (yaml.getProblemMark().getLine() + 1) + ": "
					+ yaml.getProblem();
		}
		else if (ex instanceof BindException bind) {
			why = bind.getName() + ": " + why;
		}
		String line = why.replaceAll("\\s+", " ").strip();
		return line.endsWith(".") ? line : line + ".";
	}

	/**
	 * Is a token.
	 */
	private record Token(String name, byte[] hash, Caller caller, @Nullable Instant expires) {

		private static Token of(String name, TokenProperties settings) {
			Role role = settings.role();
			return new Token(name, settings.hash(),
					new Caller(name, (role != null) ? role : Role.NONE, Credential.TOKEN), settings.expires());
		}

		private boolean isExpired() {
			return this.expires != null && !Clock.systemUTC().instant().isBefore(this.expires);
		}

	}

}
