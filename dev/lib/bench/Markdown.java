import java.util.Collections;

/** A document that grows line by line. */
final class Markdown {

	private final StringBuilder text = new StringBuilder();

	void line(String line) {
		this.text.append(line).append('\n');
	}

	/** A line with an empty one before it. */
	void paragraph(String line) {
		line("");
		line(line);
	}

	/** The head of a table; its rows follow. */
	void table(String... columns) {
		line("");
		row(columns);
		row(Collections.nCopies(columns.length, "---").toArray(String[]::new));
	}

	void row(String... cells) {
		line("| " + String.join(" | ", cells) + " |");
	}

	@Override
	public String toString() {
		return this.text.toString();
	}

}
