package io.moorage.read;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Shows a listing as a table for a terminal, as the Docker CLI does: a line of titles,
 * columns with three blanks between them, no frame.
 *
 * @param <T> what is listed
 */
public final class TextTable<T> {

	private static final String GAP = "   ";

	private final List<Column<T>> columns = new ArrayList<>();

	/**
	 * Adds a column.
	 * @param title its title, in capitals
	 * @param value what stands in it; control characters are shown as question marks,
	 * since a terminal would obey them
	 * @return this
	 */
	public TextTable<T> column(String title, Function<T, String> value) {
		this.columns.add(new Column<>(title, value));
		return this;
	}

	/**
	 * Shows a listing.
	 * @param listing what is listed
	 * @return lines, each with a line feed
	 */
	public String show(Listing<T> listing) {
		List<List<String>> rows = new ArrayList<>();
		rows.add(this.columns.stream().map(Column::title).toList());
		for (T item : listing.items()) {
			rows.add(this.columns.stream().map((column) -> harmless(column.value().apply(item))).toList());
		}
		int[] widths = new int[this.columns.size()];
		rows.forEach((row) -> {
			for (int i = 0; i < widths.length; i++) {
				widths[i] = Math.max(widths[i], row.get(i).length());
			}
		});
		StringBuilder text = new StringBuilder();
		rows.forEach((row) -> text.append(line(row, widths)).append('\n'));
		return text.toString();
	}

	private static String line(List<String> row, int[] widths) {
		StringBuilder line = new StringBuilder();
		for (int i = 0; i < widths.length; i++) {
			line.append(row.get(i)).repeat(" ", widths[i] - row.get(i).length()).append(GAP);
		}
		return line.toString().stripTrailing();
	}

	private static String harmless(String text) {
		return text.replaceAll("\\p{Cc}", "?");
	}

	private record Column<T>(String title, Function<T, String> value) {

	}

}
