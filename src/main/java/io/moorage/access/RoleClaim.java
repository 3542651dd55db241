package io.moorage.access;

import java.util.Collection;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * Reads a role out of a token's claims.
 */
final class RoleClaim {

	private RoleClaim() {
	}

	/**
	 * Finds the highest role that a claim names.
	 * @param claims all claims
	 * @param name the claim's name; with dots, where no claim has that name, a way into
	 * claims of claims
	 * @return the role; none when the claim is missing or names none
	 */
	static Role role(Map<String, Object> claims, String name) {
		return words(find(claims, name)).flatMap(RoleClaim::named).max(Comparator.naturalOrder()).orElse(Role.NONE);
	}

	private static @Nullable Object find(Map<?, ?> claims, String name) {
		Object direct = claims.get(name);
		int dot = name.indexOf('.');
		if (direct != null || dot < 0) {
			return direct;
		}
		return (claims.get(name.substring(0, dot)) instanceof Map<?, ?> inner) ? find(inner, name.substring(dot + 1))
				: null;
	}

	private static Stream<String> words(@Nullable Object claim) {
		return switch (claim) {
			case String text -> Stream.of(text.split(" "));
			case Collection<?> several -> several.stream().filter(String.class::isInstance).map(String.class::cast);
			case null, default -> Stream.of();
		};
	}

	private static Stream<Role> named(String word) {
		return Stream.of(Role.values()).filter((role) -> role.toString().equals(word));
	}

}
