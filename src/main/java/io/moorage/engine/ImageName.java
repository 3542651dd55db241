package io.moorage.engine;

/**
 * Knows what an image's name looks like.
 *
 * <p>
 * Source: the reference grammar of the OCI distribution project.
 */
public final class ImageName {

	private static final String COMPONENT = "[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*";

	private static final String DOMAIN = "(?:[a-zA-Z0-9](?:[a-zA-Z0-9.-]*[a-zA-Z0-9])?|\\[[0-9a-fA-F:]+\\])(?::[0-9]{1,5})?";

	/**
	 * A repository, with or without its registry, tag and digest; or an image's id.
	 */
	public static final String FORM = "(?:" + DOMAIN + "/)?" + COMPONENT + "(?:/" + COMPONENT
			+ ")*(?::[A-Za-z0-9_][A-Za-z0-9_.-]{0,127})?(?:@sha256:[0-9a-f]{64})?|sha256:[0-9a-f]{64}";

	private ImageName() {
	}

}
