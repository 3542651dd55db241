package io.moorage.reachability;

import java.time.Duration;
import java.util.List;

import io.moorage.probe.HelperOutput;
import io.moorage.probe.HelperTask;

/**
 * Opens a connection and closes it at once, without a byte. The two kinds of nc in
 * busybox have only this way in common: the connection is given to {@code true}, which
 * ends.
 *
 * @param port the port
 * @param tries how often it is tried
 * @param timeout how long one try may take
 */
record TcpTool(int port, int tries, Duration timeout) implements Tool {

	private static final int KILLED = 137;

	private static final Duration AT_ONCE = Duration.ofMillis(500);

	@Override
	public HelperTask task(String target) {
		long wait = Tool.seconds(this.timeout);
		return Tool.timed(wait, List.of(),
				List.of("nc", "-w", String.valueOf(wait), target, String.valueOf(this.port), "-e", "true"));
	}

	@Override
	public Attempt read(String target, HelperOutput output) {
		Double elapsed = Tool.elapsedMs(output);
		String peer = "port " + this.port + " of " + target;
		boolean late = Tool.isLate(elapsed, this.timeout);
		if (output.exitCode() == 0 && !late) {
			return Attempt.success(elapsed, "A connection to " + peer + " was accepted.");
		}
		boolean silent = late || output.exitCode() == KILLED || output.text().contains("timed out")
				|| (elapsed != null && elapsed >= this.timeout.toMillis());
		if (silent) {
			return Attempt.failure(false,
					"No connection to " + peer + " came about within " + Tool.text(this.timeout) + ".");
		}
		// One of the two kinds says nothing when it fails.
		String complaint = Tool.complaint(output);
		boolean atOnce = elapsed == null || elapsed < AT_ONCE.toMillis();
		boolean refused = complaint.contains("refused") || (complaint.isEmpty() && atOnce);
		return Attempt.failure(refused,
				"A connection to " + peer
						+ (complaint.isEmpty() ? " failed: it was refused, or there is no way to it." : " failed.")
						+ complaint);
	}

}
