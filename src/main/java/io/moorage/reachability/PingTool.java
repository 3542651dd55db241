package io.moorage.reachability;

import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

import io.moorage.probe.HelperOutput;
import io.moorage.probe.HelperTask;

/**
 * Pings. It takes root and NET_RAW: whether nobody may ping is a setting of the
 * namespace, which the one who made it chose.
 *
 * @param count how many pings are sent, one a second
 * @param timeout how long an answer may take
 */
record PingTool(int count, Duration timeout) implements Tool {

	private static final Pattern REPLY = Pattern.compile("time=(\\d+(?:\\.\\d+)?) ms");

	@Override
	public HelperTask task(String target) {
		long wait = Tool.seconds(this.timeout);
		long all = this.count - 1 + wait;
		return Tool.timed(all, List.of("NET_RAW"), List.of("ping", "-c", String.valueOf(this.count), "-W",
				String.valueOf(wait), "-w", String.valueOf(all), target));
	}

	@Override
	public Attempt read(String target, HelperOutput output) {
		List<Double> replies = REPLY.matcher(output.text())
			.results()
			.map((reply) -> Double.valueOf(reply.group(1)))
			.filter((millis) -> millis <= this.timeout.toMillis())
			.toList();
		if (replies.isEmpty()) {
			return new Attempt(false, null, false,
					(this.count == 1)
							? "The ping to " + target + " was not answered within " + Tool.text(this.timeout) + "."
									+ Tool.complaint(output)
							: "None of " + this.count + " pings to " + target + " was answered within "
									+ Tool.text(this.timeout) + "." + Tool.complaint(output));
		}
		double mean = replies.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
		return new Attempt(true, Math.round(mean * 1000) / 1000.0, false,
				target + " answered " + replies.size() + " of " + this.count + " pings.");
	}

	@Override
	public int tries() {
		return 1;
	}

}
