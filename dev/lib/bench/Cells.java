import java.util.OptionalDouble;
import java.util.function.DoubleFunction;

/** Figures as they stand in a table. Whatever was not measured is a dash. */
final class Cells {

	static final String NONE = "-";

	private final Figures figures;

	Cells(Figures figures) {
		this.figures = figures;
	}

	/** What one run of load came to: requests a second, p50 and p99 in milliseconds. */
	String load(String key) {
		return show(this.figures.median(key + ".rps"),
				(rate) -> "%,.0f · %s · %s".formatted(rate, millis(key + ".p50"), millis(key + ".p99")));
	}

	/** Milliseconds that were counted in microseconds. */
	String millis(String key) {
		return show(this.figures.median(key), (micros) -> "%.2f".formatted(micros / 1000));
	}

	String tenths(String key) {
		return show(this.figures.median(key), "%.1f"::formatted);
	}

	String count(String key) {
		return show(this.figures.median(key), "%,.0f"::formatted);
	}

	/** Seconds that were counted in milliseconds. */
	String seconds(String key) {
		return show(this.figures.median(key), (millis) -> "%.2f s".formatted(millis / 1000));
	}

	/** Megabytes that were counted in Linux's kilobytes. */
	String megabytes(String key) {
		return show(this.figures.median(key), (kilobytes) -> "%.0f MB".formatted(kilobytes * 1024 / 1e6));
	}

	String times(String above, String below) {
		return times(this.figures.ratio(above, below));
	}

	static String times(OptionalDouble ratio) {
		return show(ratio, "%.2f times"::formatted);
	}

	static String show(OptionalDouble value, DoubleFunction<String> format) {
		return value.isEmpty() ? NONE : format.apply(value.getAsDouble());
	}

}
