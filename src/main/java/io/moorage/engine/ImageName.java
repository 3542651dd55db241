package io.moorage.engine;

import java.util.Locale;
import java.util.Optional;

/**
 * Knows what an image's name looks like.
 *
 * <p>
 * Source: the reference grammar of the OCI distribution project.
 */
public final class ImageName {

	private static final String ID = "sha256:[0-9a-f]{64}";

	private static final String COMPONENT = "[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*";

	private static final String DOMAIN = "(?:[a-zA-Z0-9](?:[a-zA-Z0-9.-]*[a-zA-Z0-9])?|\\[[0-9a-fA-F:]+\\])(?::[0-9]{1,5})?";

	/**
	 * A repository, with or without its registry, tag and digest; or an image's id.
	 */
	public static final String FORM = "(?:" + DOMAIN + "/)?" + COMPONENT + "(?:/" + COMPONENT
			+ ")*(?::[A-Za-z0-9_][A-Za-z0-9_.-]{0,127})?(?:@" + ID + ")?|" + ID;

	private static final String HUB = "docker.io";

	private ImageName() {
	}

	/**
	 * Writes a name in full, as Docker reads it: with the registry (Docker Hub where none
	 * is named) and the tag ({@code latest} where there is neither tag nor digest).
	 * @param name a name of the {@link #FORM}
	 * @return for example {@code docker.io/library/alpine:latest}; empty for an id, which
	 * names no repository
	 */
	public static Optional<String> inFull(String name) {
		if (name.matches(ID)) {
			return Optional.empty();
		}
		int slash = name.indexOf('/');
		String first = (slash < 0) ? "" : name.substring(0, slash);
		boolean registry = first.contains(".") || first.contains(":") || first.equals("localhost")
				|| !first.equals(first.toLowerCase(Locale.ROOT));
		String host = registry ? first : HUB;
		String rest = registry ? name.substring(slash + 1) : name;
		if (host.equals("index.docker.io")) {
			host = HUB;
		}
		String library = (host.equals(HUB) && !rest.contains("/")) ? "library/" : "";
		return Optional.of(host + "/" + library + tagged(rest));
	}

	/**
	 * Adds the tag that Docker adds, so that a name of hexadecimal digits cannot be taken
	 * for the beginning of an image's id.
	 * @param name a name of the {@link #FORM}
	 * @return the same image's name, with a tag or a digest
	 */
	public static String tagged(String name) {
		return (name.indexOf('@') >= 0 || name.indexOf(':', name.lastIndexOf('/') + 1) >= 0) ? name : name + ":latest";
	}

}
