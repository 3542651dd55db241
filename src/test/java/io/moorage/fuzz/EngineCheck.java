package io.moorage.fuzz;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Holds what reaches the engine against what may: paths of fixed words, full ids and the
 * image of the settings, and queries in which each value stands whole and encoded.
 */
final class EngineCheck {

	private static final String ID = "[0-9a-f]{64}";

	private static final Pattern PATH = Pattern
		.compile("(GET|HEAD|POST|DELETE) (?:/v1\\.\\d+)?/(?:_ping|version|info|events|services"
				+ "|tasks|nodes|networks|networks/create|networks/" + ID + "(?:/(?:connect|disconnect))?"
				+ "|containers/json|containers/create|containers/" + ID + "(?:/(?:json|start|stop|wait|logs))?"
				+ "|images/create|images/(?:alpine%3A3\\.20|0{64})/json)");

	private static final Pattern PARAMETER = Pattern.compile("([a-zA-Z]+)=((?:[A-Za-z0-9._*~+-]|%[0-9A-F]{2})*)");

	private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9_.-]+");

	private static final Pattern IMAGE = Pattern.compile("[A-Za-z0-9\\[][A-Za-z0-9._:/@\\[\\]-]*");

	private EngineCheck() {
	}

	/** What is wrong with a request to the engine, empty when nothing is. */
	static List<String> mistakes(String line, FuzzedRequest cause) {
		int question = line.indexOf('?');
		String path = (question < 0) ? line : line.substring(0, question);
		List<String> mistakes = new ArrayList<>();
		if (!PATH.matcher(path).matches()) {
			mistakes.add("the engine was asked with a path of somebody's own: " + line);
		}
		for (String parameter : (question < 0) ? new String[0] : line.substring(question + 1).split("&", -1)) {
			Matcher matcher = PARAMETER.matcher(parameter);
			if (!matcher.matches() || !isWhole(matcher.group(1), matcher.group(2), cause)) {
				mistakes.add("the engine was asked with a query in which " + parameter + " is not whole and encoded: "
						+ line);
			}
		}
		return mistakes;
	}

	private static boolean isWhole(String name, String encoded, FuzzedRequest cause) {
		String value = URLDecoder.decode(encoded, StandardCharsets.UTF_8);
		if (!URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20").equals(encoded.replace("+", "%20"))) {
			return false;
		}
		return switch (name) {
			case "name" -> NAME.matcher(value).matches()
					&& new String(cause.body(), StandardCharsets.UTF_8).contains("\"" + value + "\"");
			case "fromImage", "tag" -> IMAGE.matcher(value).matches();
			case "t", "since", "until" -> value.matches("\\d+(\\.\\d+)?");
			case "all", "force", "v", "stdout", "stderr", "verbose", "follow", "timestamps", "link" ->
				value.matches("true|false|[01]");
			case "filters", "type", "platform", "condition", "tail" -> true;
			default -> false;
		};
	}

	/**
	 * Whether a request changes something, helpers of probes aside, which come and go.
	 */
	static boolean isChange(String line) {
		return line.startsWith("POST /networks") || line.startsWith("DELETE /networks")
				|| line.startsWith("POST /containers") && !line.contains("/wait")
				|| line.startsWith("DELETE /containers");
	}

}
