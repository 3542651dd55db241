package io.moorage.access;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import io.moorage.harness.Answer;
import io.moorage.harness.Api;
import io.moorage.harness.Callers;
import io.moorage.harness.EndToEndExtension;
import io.moorage.harness.Engine;
import io.moorage.harness.RunningMoorage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * JWT of an identity provider.
 */
@ExtendWith(EndToEndExtension.class)
@TestInstance(Lifecycle.PER_CLASS)
class JwtTests {

	private Issuer issuer;

	private RunningMoorage moorage;

	private Api api;

	@BeforeAll
	void start(Engine engine) throws IOException {
		this.issuer = new Issuer();
		this.moorage = RunningMoorage.inFrontOf(engine.host(), Callers.settings(this.issuer.settings()));
		this.api = this.moorage.api();
	}

	@AfterAll
	void stop() {
		this.moorage.close();
		this.issuer.close();
	}

	private Answer read(String token) {
		return this.api.as(token).at("/networks").get();
	}

	@Test
	void readWhenTokenIsGoodIsAnsweredBesidesTokensOfTheSettings() {
		assertThat(read(this.issuer.token((claims) -> {
		}))).hasStatus(200);
		assertThat(read(Callers.VIEWER)).hasStatus(200);
		assertThat(this.api.at("/networks").get()).isProblem(401, "unauthenticated");
	}

	@Test
	void readWhenClaimNamesSeveralRolesTakesTheHighest() {
		String admin = this.issuer
			.token((claims) -> claims.claim("realm_access", Map.of("roles", List.of("viewer", "admin", "root"))));
		assertThat(this.api.as(admin).at("/actuator/info").get()).hasStatus(200);
		String text = this.issuer.token((claims) -> claims.claim("realm_access.roles", "operator viewer"));
		assertThat(this.api.as(text).at("/actuator/info").get()).isProblem(403, "forbidden");
		assertThat(read(text)).hasStatus(200);
	}

	static Stream<Consumer<JWTClaimsSet.Builder>> withoutRole() {
		return Stream.of((claims) -> claims.claim("realm_access", null),
				(claims) -> claims.claim("realm_access", Map.of("roles", List.of())),
				(claims) -> claims.claim("realm_access", Map.of("roles", List.of("Admin", "none", "administrator"))),
				(claims) -> claims.claim("realm_access", "admin"),
				(claims) -> claims.claim("realm_access", Map.of("roles", Map.of("admin", true))));
	}

	@ParameterizedTest
	@MethodSource
	void withoutRole(Consumer<JWTClaimsSet.Builder> changes) {
		String token = this.issuer.token(changes);
		assertThat(read(token)).isProblem(403, "forbidden");
		assertThat(this.api.as(token).at("/problems").get()).hasStatus(200);
	}

	Stream<Arguments> badTokens() throws JOSEException {
		JWTClaimsSet good = this.issuer.claims((claims) -> {
		});
		String signed = Issuer.signed(this.issuer.key(), good);
		SignedJWT symmetric = new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("one").build(), good);
		symmetric.sign(new MACSigner(this.issuer.key().toRSAPublicKey().getEncoded()));
		String header = Base64.getUrlEncoder()
			.withoutPadding()
			.encodeToString("{\"alg\":\"none\"}".getBytes(StandardCharsets.UTF_8));
		return Stream.of(Arguments.of("algorithm none", new PlainJWT(good).serialize()),
				Arguments.of("algorithm none with a signature", header + signed.substring(signed.indexOf('.'))),
				Arguments.of("the public key as a secret", symmetric.serialize()),
				Arguments.of("another issuer", bad((claims) -> claims.issuer("http://127.0.0.1:1"))),
				Arguments.of("no issuer", bad((claims) -> claims.issuer(null))),
				Arguments.of("another audience", bad((claims) -> claims.audience("moorage2"))),
				Arguments.of("no audience", bad((claims) -> claims.audience((String) null))),
				Arguments.of("expired", bad((claims) -> claims.expirationTime(ago()))),
				Arguments.of("never expires", bad((claims) -> claims.expirationTime(null))),
				Arguments.of("not yet good",
						bad((claims) -> claims.notBeforeTime(Date.from(Instant.now().plusSeconds(300))))),
				Arguments.of("no subject", bad((claims) -> claims.subject(null))),
				Arguments.of("a key of the same name", Issuer.signed(Issuer.key("one"), good)),
				Arguments.of("changed afterwards", changed(signed)),
				Arguments.of("cut", signed.substring(0, 60) + ".a.b"));
	}

	private String bad(Consumer<JWTClaimsSet.Builder> changes) {
		return this.issuer.token(changes);
	}

	private static Date ago() {
		return Date.from(Instant.now().minusSeconds(300));
	}

	private String changed(String signed) {
		String admin = this.issuer.token((claims) -> claims.claim("realm_access", Map.of("roles", List.of("admin"))));
		String[] parts = signed.split("\\.");
		return parts[0] + "." + admin.split("\\.")[1] + "." + parts[2];
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("badTokens")
	void readWhenTokenIsBadIsUnauthenticated(String why, String token) {
		Answer refused = read(token);
		assertThat(refused).isProblem(401, "unauthenticated");
		assertThat(refused.header("WWW-Authenticate")).isEqualTo("Bearer error=\"invalid_token\"");
	}

	@Test
	void readWhenTokenHasExpiredSaysSo() {
		Answer late = read(bad((claims) -> claims.expirationTime(ago())));
		assertThat(late.text("/detail")).isEqualTo("The token has expired. Get another one.");
		Answer foreign = read(bad((claims) -> claims.expirationTime(ago()).audience("moorage2")));
		assertThat(foreign.text("/detail")).doesNotContain("expired");
	}

	@Test
	void readWhenKeysAreMadeUpIsUnauthenticatedAndTroublesTheProviderLittle() {
		assertThat(read(this.issuer.token((claims) -> {
		}))).hasStatus(200);
		int before = this.issuer.fetches.get();
		for (int i = 0; i < 20; i++) {
			JWTClaimsSet claims = this.issuer.claims((changes) -> {
			});
			String header = Base64.getUrlEncoder()
				.withoutPadding()
				.encodeToString(
						"{\"alg\":\"RS256\",\"kid\":\"made-up-%d\"}".formatted(i).getBytes(StandardCharsets.UTF_8));
			String token = Issuer.signed(this.issuer.key(), claims);
			assertThat(read(header + token.substring(token.indexOf('.')))).isProblem(401, "unauthenticated");
		}
		assertThat(this.issuer.fetches.get() - before).isLessThan(5);
	}

	@Test
	void readWhenProviderIsAwaySaysSoAndTokensOfTheSettingsStillCount(Engine engine) throws IOException {
		Issuer gone = new Issuer();
		String token = gone.token((claims) -> {
		});
		try (RunningMoorage alone = RunningMoorage.inFrontOf(engine.host(), Callers.settings(gone.settings()))) {
			gone.close();
			Answer refused = alone.api().as(token).at("/networks").get();
			assertThat(refused).isProblem(503, "identity-provider-unavailable");
			assertThat(refused.header("Retry-After")).isNotEmpty();
			assertThat(alone.api().as(Callers.VIEWER).at("/networks").get()).hasStatus(200);
		}
	}

}
