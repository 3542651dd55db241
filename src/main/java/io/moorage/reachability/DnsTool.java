package io.moorage.reachability;

import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.moorage.probe.HelperOutput;
import io.moorage.probe.HelperTask;

/**
 * Looks a name up, as the container's own settings say where.
 *
 * @param tries how often it is tried
 * @param timeout how long one try may take
 */
record DnsTool(int tries, Duration timeout) implements Tool {

	// The server's own address comes first; what is found has a name above it.
	private static final Pattern FOUND = Pattern.compile("^Address(?: \\d+)?:\\s*(\\S+)", Pattern.MULTILINE);

	private static final Pattern FOUND_NAME = Pattern.compile("\\bname = (\\S+)");

	@Override
	public HelperTask task(String target) {
		return Tool.timed(Tool.seconds(this.timeout), List.of(), List.of("nslookup", target));
	}

	@Override
	public Attempt read(String target, HelperOutput output) {
		Double elapsed = Tool.elapsedMs(output);
		String found = found(output.text());
		if (!found.isEmpty() && !Tool.isLate(elapsed, this.timeout)) {
			return Attempt.success(elapsed, target + " is " + found + ".");
		}
		boolean denied = output.text().contains("NXDOMAIN");
		String complaint = Tool.complaint(output);
		return Attempt.failure(denied, denied ? "The name server knows no " + target + "." : "No name server told of "
				+ target + (complaint.isEmpty() ? " within " + Tool.text(this.timeout) : "") + "." + complaint);
	}

	private static String found(String text) {
		int name = text.indexOf("\nName:");
		Stream<String> addresses = (name < 0) ? Stream.of()
				: FOUND.matcher(text.substring(name)).results().map((each) -> each.group(1));
		Stream<String> names = FOUND_NAME.matcher(text).results().map((each) -> each.group(1));
		return Stream.concat(addresses, names).distinct().collect(Collectors.joining(", "));
	}

}
