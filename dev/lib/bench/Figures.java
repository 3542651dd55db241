import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * What was measured: a file of lines with a key, a tab and a value. A key comes once for
 * each round, and the median of the rounds counts.
 */
final class Figures {

	private final Map<String, List<String>> values = new LinkedHashMap<>();

	static Figures read(Path file) throws IOException {
		Figures figures = new Figures();
		for (String line : Files.readAllLines(file)) {
			int tab = line.indexOf('\t');
			figures.values.computeIfAbsent(line.substring(0, tab), (key) -> new ArrayList<>())
				.add(line.substring(tab + 1));
		}
		return figures;
	}

	/**
	 * The median of the rounds, or nothing where it was not measured or one of the rounds
	 * went wrong.
	 */
	OptionalDouble median(String key) {
		List<String> rounds = this.values.get(key);
		if (rounds == null || this.values.keySet().stream().anyMatch((other) -> spoils(other, key))) {
			return OptionalDouble.empty();
		}
		return OptionalDouble.of(percentile(rounds.stream().map(Double::valueOf).toList(), 50));
	}

	/** The one median in terms of the other. */
	OptionalDouble ratio(String above, String below) {
		OptionalDouble one = median(above);
		OptionalDouble other = median(below);
		if (one.isEmpty() || other.isEmpty()) {
			return OptionalDouble.empty();
		}
		return OptionalDouble.of(one.getAsDouble() / other.getAsDouble());
	}

	/** Whether anything is known of that part, be it why there is nothing. */
	boolean mention(String part) {
		return this.values.keySet()
			.stream()
			.map((key) -> key.replaceFirst("^(missing|failed)\\.", "") + ".")
			.anyMatch((key) -> key.startsWith(part + "."));
	}

	String text(String key) {
		return this.values.getOrDefault(key, List.of(Cells.NONE)).getFirst();
	}

	/** The keys that begin like that, and their values. */
	Map<String, String> texts(String prefix) {
		Map<String, String> texts = new LinkedHashMap<>();
		this.values.forEach((key, rounds) -> {
			if (key.startsWith(prefix)) {
				texts.put(key.substring(prefix.length()), String.join("; ", rounds));
			}
		});
		return texts;
	}

	/**
	 * By the nearest rank; the median of an even number is the mean of the two in the
	 * middle.
	 */
	static double percentile(List<Double> samples, int percent) {
		List<Double> sorted = samples.stream().sorted().toList();
		int size = sorted.size();
		if (percent == 50 && size % 2 == 0) {
			return (sorted.get(size / 2 - 1) + sorted.get(size / 2)) / 2;
		}
		return sorted.get(Math.max(0, (int) Math.ceil(percent / 100.0 * size) - 1));
	}

	private static boolean spoils(String failed, String key) {
		return failed.startsWith("failed.") && key.startsWith(failed.substring("failed.".length()) + ".");
	}

	/** Adds to the file, next to the script that does so too. */
	static final class Writer {

		private final Path file;

		Writer(Path file) {
			this.file = file;
		}

		void add(String key, double value) {
			text(key, Double.toString(value));
		}

		void text(String key, String value) {
			String line = key + "\t" + value.replaceAll("\\s+", " ") + "\n";
			try {
				Files.writeString(this.file, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}

	}

}
