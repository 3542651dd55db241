package io.moorage.access;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * Says who is let in. Bad values are refused at start with a sentence.
 *
 * @param tokens bearer tokens by the name of who has them
 * @param jwt the identity provider whose JWT are taken for bearer tokens
 * @param reloadInterval how often the tokens are read again out of the files that
 * settings come from
 * @param allowedHosts names and addresses in the header Host that are answered, besides
 * those of the loopback and server.address; without a port
 * @param allowedOrigins origins whose web pages may call this service (CORS), each like
 * https://console.example
 * @param requestsPerSecond how many requests each caller may send, with as many at once;
 * more are refused with 429
 */
@ConfigurationProperties(prefix = "moorage.security", ignoreUnknownFields = false)
record AccessProperties(@DefaultValue Map<String, TokenProperties> tokens, @DefaultValue JwtProperties jwt,
		@DefaultValue("10s") Duration reloadInterval, @DefaultValue List<String> allowedHosts,
		@DefaultValue List<String> allowedOrigins, @DefaultValue("2000") int requestsPerSecond) {

	private static final int MAX_REQUESTS = 1_000_000;

	private static final Duration SHORTEST_INTERVAL = Duration.ofMillis(100);

	/**
	 * Checks what is given.
	 * @throws IllegalArgumentException with a sentence
	 */
	AccessProperties {
		tokens = Map.copyOf(tokens);
		check(tokens);
		Assert.isTrue(reloadInterval.compareTo(SHORTEST_INTERVAL) >= 0,
				"moorage.security.reload-interval must be 100ms or longer.");
		allowedHosts = allowedHosts.stream().map((host) -> host.strip().toLowerCase(Locale.ROOT)).toList();
		allowedOrigins = allowedOrigins.stream().map(String::strip).toList();
		Assert.isTrue(
				allowedHosts.stream()
					.noneMatch((host) -> host.isEmpty() || host.matches(".*[*/ ].*|[^:\\[\\]]*:\\d*|.*\\]:\\d*")),
				"moorage.security.allowed-hosts must be names or addresses without a port, like nets.example.");
		Assert.isTrue(allowedOrigins.stream().allMatch((origin) -> origin.matches("https?://[^/*\\s]+")),
				"moorage.security.allowed-origins must be origins like https://console.example.");
		Assert.isTrue(requestsPerSecond > 0 && requestsPerSecond <= MAX_REQUESTS,
				"moorage.security.requests-per-second must be 1 to 1000000.");
	}

	/**
	 * Checks that no two names have one token: nobody could tell who calls.
	 * @throws IllegalArgumentException with a sentence
	 */
	static void check(Map<String, TokenProperties> tokens) {
		Map<String, String> names = new HashMap<>();
		tokens.forEach((name, token) -> {
			String other = names.put(HexFormat.of().formatHex(token.hash()), name);
			Assert.isTrue(other == null,
					() -> "moorage.security.tokens."
							+ Stream.of(name, String.valueOf(other))
								.sorted()
								.collect(Collectors.joining(" and moorage.security.tokens."))
							+ " have the same sha256: give each a token of its own.");
		});
	}

	/**
	 * Is a bearer token.
	 *
	 * @param sha256 the SHA-256 of the token, 64 hexadecimal digits
	 * @param role what its holder may do: viewer, operator or admin
	 * @param expires until when it counts, like 2027-01-31T00:00:00Z; for ever when left
	 * out
	 */
	record TokenProperties(@Nullable String sha256, @Nullable Role role, @Nullable Instant expires) {

		/**
		 * Checks what is given.
		 * @throws IllegalArgumentException with a sentence
		 */
		TokenProperties {
			Assert.isTrue(sha256 != null && sha256.matches("[0-9A-Fa-f]{64}"),
					"moorage.security.tokens.{name}.sha256 must be the 64 hexadecimal digits of the token's SHA-256: "
							+ "printf %s \"$TOKEN\" | sha256sum.");
			Assert.isTrue(role != null && role != Role.NONE,
					"moorage.security.tokens.{name}.role must be viewer, operator or admin.");
		}

		byte[] hash() {
			return HexFormat.of().parseHex(String.valueOf(this.sha256).toLowerCase(Locale.ROOT));
		}

	}

	/**
	 * Is an identity provider (OpenID Connect).
	 *
	 * @param issuerUri its address, which tokens name as their issuer
	 * @param audience what tokens for this service name as their audience
	 * @param roleClaim the claim that holds viewer, operator or admin, one or several;
	 * inside others as realm_access.roles
	 */
	record JwtProperties(@Nullable String issuerUri, @Nullable String audience, @Nullable String roleClaim) {

		/**
		 * Checks what is given.
		 * @throws IllegalArgumentException with a sentence
		 */
		JwtProperties {
			Assert.isTrue(issuerUri == null || issuerUri.matches("https?://\\S+"),
					"moorage.security.jwt.issuer-uri must be an address like https://id.example/realms/ops.");
			Assert.isTrue((issuerUri == null) == (audience == null) && (issuerUri == null) == (roleClaim == null),
					"moorage.security.jwt takes issuer-uri, audience and role-claim, all of them or none.");
		}

	}

}
