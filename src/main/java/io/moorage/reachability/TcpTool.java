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
		// One of the two says nothing when it is refused.
		String complaint = Tool.complaint(output);
		boolean refused = complaint.isEmpty() || complaint.contains("refused");
		return Attempt.failure(refused, refused ? "A connection to " + peer + " was refused at once." + complaint
				: "No connection to " + peer + " came about." + complaint);
	}

}
