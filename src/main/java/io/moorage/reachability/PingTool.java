package io.moorage.reachability;

import java.time.Duration;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.moorage.probe.HelperOutput;
import io.moorage.probe.HelperTask;
import io.moorage.topology.IpAddress;
import org.jspecify.annotations.Nullable;

/**
 * Pings. It takes root and NET_RAW: whether nobody may ping is a setting of the
 * namespace, which the one who made it chose.
 *
 * @param count how many pings are sent, one a second
 * @param timeout how long an answer may take
 */
record PingTool(int count, Duration timeout) implements Tool {

	private static final Pattern REPLY = Pattern.compile(
			"from (?:\\S+ \\()?([0-9a-fA-F:.]+?)\\)?: (?:icmp_)?seq=\\d+ .*?time=(\\d+(?:\\.\\d+)?) ms(?! \\(DUP)");

	private static final Pattern RESOLVED = Pattern.compile("^PING \\S+ \\(([^)]+)\\)", Pattern.MULTILINE);

	private static final int TRIES = 3;

	@Override
	public HelperTask task(String target) {
		long wait = Tool.seconds(this.timeout);
		long all = this.count - 1 + wait;
		return Tool.timed(all, List.of("NET_RAW"), List.of("ping", "-c", String.valueOf(this.count), "-W",
				String.valueOf(wait), "-w", String.valueOf(all), target));
	}

	// Each ping has its process id in it, and takes what comes with the same id in the
	// same
	// namespace for its answer. In helpers that id is always the same.
	@Override
	public boolean isAlone() {
		return true;
	}

	@Override
	public Attempt read(String target, HelperOutput output) {
		IpAddress asked = asked(target, output.text());
		List<MatchResult> replies = REPLY.matcher(output.text()).results().toList();
		List<Double> own = replies.stream()
			.filter((reply) -> asked != null && asked.equals(Targets.address(reply.group(1))))
			.map((reply) -> Double.valueOf(reply.group(2)))
			.filter((millis) -> millis <= this.timeout.toMillis())
			.toList();
		if (own.isEmpty()) {
			boolean disturbed = !replies.isEmpty();
			String complaint = Tool.complaint(output);
			return new Attempt(false, null, false, disturbed,
					((this.count == 1) ? "The ping to " + target + " was not answered"
							: "None of " + this.count + " pings to " + target + " was answered")
							+ (complaint.isEmpty() ? " within " + Tool.text(this.timeout) : "") + "." + complaint);
		}
		double mean = own.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
		return Attempt.success(Math.round(mean * 1000) / 1000.0,
				target + " answered " + own.size() + " of " + this.count + " pings.");
	}

	private static @Nullable IpAddress asked(String target, String text) {
		IpAddress address = Targets.address(target);
		if (address != null) {
			return address;
		}
		Matcher resolved = RESOLVED.matcher(text);
		return resolved.find() ? Targets.address(resolved.group(1)) : null;
	}

	// Another service, or somebody in the container, may ping at the same time.
	@Override
	public int tries() {
		return TRIES;
	}

}
