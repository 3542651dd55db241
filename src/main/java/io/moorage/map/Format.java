package io.moorage.map;

import java.util.Locale;

/**
 * Names the ways in which the topology is drawn.
 */
enum Format {

	/** Nodes and edges, for programs. */
	JSON("application/json"),
	/** A picture. */
	SVG(Format.SVG_TYPE),
	/** For Graphviz. */
	DOT(Format.DOT_TYPE),
	/** For Markdown pages. */
	MERMAID(Format.MERMAID_TYPE);

	static final String SVG_TYPE = "image/svg+xml";

	static final String DOT_TYPE = "text/vnd.graphviz";

	static final String MERMAID_TYPE = "text/vnd.mermaid";

	private final String mediaType;

	Format(String mediaType) {
		this.mediaType = mediaType;
	}

	String mediaType() {
		return this.mediaType;
	}

	@Override
	public String toString() {
		return name().toLowerCase(Locale.ROOT);
	}

}
