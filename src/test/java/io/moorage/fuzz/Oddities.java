package io.moorage.fuzz;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * What callers should not send, and do.
 *
 * @param random decides
 */
record Oddities(RandomGenerator random) {

	private static final List<String> TEXTS = List.of("", " ", "\t", "\0", "a\0b", "\n", "a\r\nX-Evil: 1", "\u001b[31m",
			"\u202egnp.exe", "\u200b", "\ufeff", "e\u0301".repeat(40), "\ud83d\udc0b", "Ŧëšţ-网络", "İ", "ß", "\u00a0",
			"\ud800", "\udfff\ud83d", "a".repeat(256), "x".repeat(5000), "null", "true", "-1", "NaN", "'; DROP TABLE",
			"<script>alert(1)</script>", "${jndi:ldap://x}", "#{T(java.lang.Runtime)}", "{{7*7}}", "$(id)", "`id`",
			"%s%n%x", "container:", "container:x", "bridge", "host", "none", "default", "a,b", "a=b", "=", "!", "*",
			"?", "[", "io.moorage.test", "0.0.0.0", "255.255.255.255", "::", "::1", "::ffff:10.0.0.1", "fe80::1%eth0",
			"10.0.0.0/33", "10.0.0.1/8", "0.0.0.0/0", "::/0", "10.0.0.0/-1", "1e400", "P1D", "24h", "-1s",
			"99999999999d", "9999999999999999999h", "2026-02-30T00:00:00Z", "+999999999-01-01T00:00:00Z");

	private static final List<String> TRICKS = List.of("..", ".", "../..", "../../containers/json", "a/b", "/", "//",
			"\\", "..\\..", ";", "a;b=c", "?", "#", "a?b", "a#b", "%", "%2e", "%2e%2e", "%2f", "%00", "%zz", "%u0041",
			"json", "create", "prune", "../version", "..%2fcontainers%2fjson", "net-a/../net-b", "net-a%2f..",
			"x?force=1", "x&force=1", "_ping", "connect", "\u2025/", "\uff0e\uff0e\uff0f", "C:\\windows",
			"file:///etc/passwd");

	private static final List<String> NUMBERS = List.of("0", "-1", "1", "65536", "2147483647", "2147483648",
			"-2147483649", "9223372036854775807", "9223372036854775808", "1e308", "1e400", "-0", "0.1", "1.0",
			"9".repeat(400), "1E+2147483647", "1e-2147483649", "00", "+1", "0x10", ".5", "1.", "Infinity", "NaN");

	boolean happens(double probability) {
		return this.random.nextDouble() < probability;
	}

	<T> T one(List<T> of) {
		return of.get(this.random.nextInt(of.size()));
	}

	String text() {
		if (happens(0.2)) {
			return one(TRICKS);
		}
		return happens(0.7) ? one(TEXTS)
				: this.random.ints(this.random.nextInt(1, 24), 1, 0x11000)
					.collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
					.toString();
	}

	String number() {
		return one(NUMBERS);
	}

	/** A segment of a path, encoded once, twice, or not at all. */
	String segment() {
		String text = happens(0.6) ? one(TRICKS) : text();
		return switch (this.random.nextInt(5)) {
			case 0 -> raw(text);
			case 1 -> encoded(encoded(text));
			case 2 -> dots(text);
			default -> encoded(text);
		};
	}

	/** What a target or a header can hold at all without ending there. */
	static String raw(String text) {
		return latin(text.replaceAll("[\\s\\x00]", ""));
	}

	/** The bytes of UTF-8, a character for each. */
	static String latin(String text) {
		return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
	}

	static String encoded(String text) {
		return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
	}

	private static String dots(String text) {
		return encoded(text).replace(".", "%2e").replace("%2F", "/");
	}

}
