package io.moorage.reachability;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.moorage.probe.HelperOutput;
import io.moorage.probe.HelperTask;
import org.jspecify.annotations.Nullable;

/**
 * Knows how to try something with a tool of the helper image, and what its output means.
 * The tools of busybox take whole seconds: each gets as many as cover the time-out, and
 * what took longer than the time-out does not count.
 */
sealed interface Tool permits PingTool, TcpTool, DnsTool {

	/** What {@code time -p} prints: seconds with two decimals. */
	Pattern REAL = Pattern.compile("^real\\s+(\\d+\\.\\d+)\\s*$", Pattern.MULTILINE);

	/**
	 * Returns what one helper does.
	 * @param target an address or a name, which begins with none but a letter, a digit,
	 * an underscore or a colon, so that no tool takes it for an option
	 */
	HelperTask task(String target);

	/**
	 * Reads what came of it.
	 */
	Attempt read(String target, HelperOutput output);

	/**
	 * Returns how many helpers may be run after one another while there is reason to.
	 */
	int tries();

	/**
	 * Tells whether two at once in one namespace would disturb each other.
	 */
	default boolean isAlone() {
		return false;
	}

	/**
	 * Is what came of one helper.
	 *
	 * @param reachable whether it did what was tried
	 * @param latencyMs how long that took, or null where nobody knows
	 * @param refused whether somebody said no
	 * @param again whether there is reason to try again
	 * @param detail a sentence
	 */
	record Attempt(boolean reachable, @Nullable Double latencyMs, boolean refused, boolean again, String detail) {

		static Attempt success(@Nullable Double latencyMs, String detail) {
			return new Attempt(true, latencyMs, false, false, detail);
		}

		static Attempt failure(boolean refused, String detail) {
			return new Attempt(false, null, refused, true, detail);
		}

	}

	// A tool may also wait for a resolver, which no option of its own ends.
	static HelperTask timed(long seconds, List<String> capabilities, List<String> command) {
		List<String> all = new ArrayList<>(List.of("time", "-p", "timeout", "-s", "KILL", String.valueOf(seconds + 1)));
		all.addAll(command);
		return new HelperTask(all, Duration.ofSeconds(seconds + 1), capabilities, false);
	}

	static long seconds(Duration duration) {
		return duration.plusMillis(999).toSeconds();
	}

	static @Nullable Double elapsedMs(HelperOutput output) {
		Matcher real = REAL.matcher(output.text());
		return real.find() ? (double) Math.round(Double.parseDouble(real.group(1)) * 1000) : null;
	}

	static boolean isLate(@Nullable Double elapsedMs, Duration limit) {
		return elapsedMs != null && elapsedMs > limit.toMillis();
	}

	static String text(Duration duration) {
		return (duration.toMillisPart() == 0) ? duration.toSeconds() + " s" : duration.toMillis() + " ms";
	}

	/**
	 * Returns the tool's own complaint.
	 * @return a sentence with a blank before it, or nothing
	 */
	static String complaint(HelperOutput output) {
		String lines = output.text()
			.lines()
			.map(String::strip)
			.filter((line) -> line.matches("(?:ping6?|nc|nslookup|time|timeout): .*|\\*\\* .*|;; .*"))
			.distinct()
			.limit(3)
			.collect(Collectors.joining("; "));
		return lines.isEmpty() ? "" : " The tool says: " + lines + ".";
	}

}
