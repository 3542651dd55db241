package io.moorage.access;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;

/**
 * An identity provider on the loopback, with one key.
 */
final class Issuer implements AutoCloseable {

	private final HttpServer server;

	private final RSAKey key = key("one");

	/** How often its keys were fetched. */
	final AtomicInteger fetches = new AtomicInteger();

	Issuer() throws IOException {
		this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		serve("/.well-known/openid-configuration",
				() -> "{\"issuer\": \"%s\", \"jwks_uri\": \"%s/keys\"}".formatted(uri(), uri()));
		serve("/keys", () -> {
			this.fetches.incrementAndGet();
			return new JWKSet(this.key.toPublicJWK()).toString();
		});
		this.server.start();
	}

	private void serve(String path, java.util.function.Supplier<String> body) {
		this.server.createContext(path, (exchange) -> {
			byte[] bytes = body.get().getBytes(StandardCharsets.UTF_8);
			exchange.getResponseHeaders().set("Content-Type", "application/json");
			exchange.sendResponseHeaders(200, bytes.length);
			exchange.getResponseBody().write(bytes);
			exchange.close();
		});
	}

	static RSAKey key(String id) {
		try {
			return new RSAKeyGenerator(2048).keyID(id).generate();
		}
		catch (JOSEException ex) {
			throw new IllegalStateException(ex);
		}
	}

	String uri() {
		return "http://127.0.0.1:" + this.server.getAddress().getPort();
	}

	String[] settings() {
		return new String[] { "moorage.security.jwt.issuer-uri=" + uri(), "moorage.security.jwt.audience=moorage",
				"moorage.security.jwt.role-claim=realm_access.roles" };
	}

	RSAKey key() {
		return this.key;
	}

	/** A good token, but for what is changed. */
	String token(Consumer<JWTClaimsSet.Builder> changes) {
		return signed(this.key, claims(changes));
	}

	JWTClaimsSet claims(Consumer<JWTClaimsSet.Builder> changes) {
		JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder().issuer(uri())
			.subject("anna")
			.audience(List.of("others", "moorage"))
			.expirationTime(Date.from(Instant.now().plusSeconds(600)))
			.claim("realm_access", Map.of("roles", List.of("something", "viewer")));
		changes.accept(claims);
		return claims.build();
	}

	static String signed(RSAKey key, JWTClaimsSet claims) {
		try {
			SignedJWT jwt = new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build(),
					claims);
			jwt.sign(new RSASSASigner(key));
			return jwt.serialize();
		}
		catch (JOSEException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Override
	public void close() {
		this.server.stop(0);
	}

}
