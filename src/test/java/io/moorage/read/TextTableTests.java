package io.moorage.read;

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link TextTable}.
 */
class TextTableTests {

	private final TextTable<String[]> table = new TextTable<String[]>().column("NAME", (row) -> row[0])
		.column("ID", (row) -> row[1])
		.column("MORE", (row) -> row[2]);

	@Test
	void showWhenValuesAreLongerThanTitlesWidensTheColumn() {
		assertThat(show(row("a", "1", "x"), row("longer", "22", ""))).isEqualTo("""
				NAME     ID   MORE
				a        1    x
				longer   22
				""");
	}

	@Test
	void showWhenValuesAreShorterThanTitlesKeepsTheColumn() {
		assertThat(show(row("", "", "x"), row("a", "", ""))).isEqualTo("""
				NAME   ID   MORE
				            x
				a
				""");
	}

	@Test
	void showWhenEmptyHasTitlesAlone() {
		assertThat(show()).isEqualTo("NAME   ID   MORE\n");
	}

	@Test
	void showWhenValueHasControlCharactersShowsMarks() {
		assertThat(show(row("a\u001b[31m\u009b1m", "x\ny\u0085z", "\t\r\u0000\u007f"))).isEqualTo("""
				NAME        ID      MORE
				a?[31m?1m   x?y?z   ????
				""");
		assertThat(show(row("é☃", "ß", "名"))).isEqualTo("""
				NAME   ID   MORE
				é☃     ß    名
				""");
	}

	private static String[] row(String... values) {
		return values;
	}

	private String show(String[]... rows) {
		return this.table.show(new Listing<>(List.of(rows), "run-1", false, rows.length, null));
	}

}
