package io.moorage.harness;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * The tokens that tests call with: each is named as its role.
 */
public final class Callers {

	public static final String VIEWER = "viewer-token-0123456789";

	public static final String OPERATOR = "operator-token-0123456789";

	public static final String ADMIN = "admin-token-0123456789";

	private Callers() {
	}

	/**
	 * Adds the settings of all three.
	 * @param more further properties, each {@code name=value}
	 * @return settings for a service
	 */
	public static String[] settings(String... more) {
		List<String> all = new ArrayList<>();
		all.addAll(token("viewer", VIEWER, "viewer"));
		all.addAll(token("operator", OPERATOR, "operator"));
		all.addAll(token("admin", ADMIN, "admin"));
		return Stream.concat(all.stream(), Stream.of(more)).toArray(String[]::new);
	}

	public static List<String> token(String name, String token, String role) {
		String prefix = "moorage.security.tokens." + name + ".";
		return List.of(prefix + "sha256=" + sha256(token), prefix + "role=" + role);
	}

	public static String sha256(String token) {
		try {
			return HexFormat.of()
				.formatHex(MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8)));
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
