package io.moorage.web;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.moorage.topology.IpAddress;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import org.jspecify.annotations.Nullable;

/**
 * Is a request as a chain of trusted proxies tells of it. Each proxy adds whom it heard
 * from at the end, so whoever is before the last one that is not trusted may be made up
 * by the caller, and is left out.
 */
class NearestStranger extends HttpServletRequestWrapper {

	private static final String FORWARDED = "forwarded";

	private static final Set<String> LISTS = Set.of("x-forwarded-for", FORWARDED);

	private static final Pattern FOR = Pattern.compile("(?i)\\bfor=\"?([^\";]*)\"?");

	// RFC 7239, section 6: an address, unknown, or a name that hides it.
	private static final Pattern HIDDEN = Pattern.compile("(?i)unknown|_[\\w.-]+");

	private final WebProperties properties;

	NearestStranger(HttpServletRequest request, WebProperties properties) {
		super(request);
		this.properties = properties;
	}

	@Override
	public @Nullable String getHeader(String name) {
		if (!isList(name)) {
			return super.getHeader(name);
		}
		Enumeration<String> values = getHeaders(name);
		return values.hasMoreElements() ? values.nextElement() : null;
	}

	@Override
	public Enumeration<String> getHeaders(String name) {
		List<String> values = Collections.list(super.getHeaders(name));
		return Collections.enumeration((isList(name) && !values.isEmpty())
				? List.of(withoutPort(nearest(values), name.equalsIgnoreCase(FORWARDED))) : values);
	}

	private static boolean isList(String name) {
		return LISTS.contains(name.toLowerCase(Locale.ROOT));
	}

	private String nearest(List<String> values) {
		List<String> hops = new ArrayList<>();
		values.forEach((value) -> hops.addAll(List.of(value.split(","))));
		while (hops.size() > 1 && isTrusted(hops.getLast())) {
			hops.removeLast();
		}
		return hops.isEmpty() ? "" : hops.getLast().strip();
	}

	// The port is another with each connection, and an address can be written in many
	// ways: who asks stays one and the same.
	private static String withoutPort(String hop, boolean pairs) {
		String node = address(hop);
		if (!isAddress(node) || (pairs && !FOR.matcher(hop).find())) {
			return hop;
		}
		String text = HIDDEN.matcher(node).matches() ? node : IpAddress.parse(node).toString();
		String quoted = text.contains(":") ? "[" + text + "]" : text;
		return pairs ? FOR.matcher(hop).replaceFirst("for=\"" + quoted + "\"") : text;
	}

	/**
	 * Tells whether whoever is believed to ask has an address, or is said to hide it.
	 */
	boolean isReadable() {
		String plain = getHeader("X-Forwarded-For");
		String pairs = getHeader(FORWARDED);
		return (plain == null || isAddress(plain))
				&& (pairs == null || isAddress(address(pairs)) || (pairs.contains("=") && !FOR.matcher(pairs).find()));
	}

	private static boolean isAddress(String text) {
		try {
			return HIDDEN.matcher(text).matches() || IpAddress.parse(text).bits() > 0;
		}
		catch (IllegalArgumentException ex) {
			return false;
		}
	}

	private boolean isTrusted(String hop) {
		return this.properties.trusts(address(hop));
	}

	// Without its port, and without the brackets of IPv6.
	private static String address(String hop) {
		Matcher matcher = FOR.matcher(hop);
		String node = matcher.find() ? matcher.group(1) : hop;
		return node.strip().replaceFirst("^\\[([^]]*)](:\\d+)?$", "$1").replaceFirst("^([^:]+):\\d+$", "$1");
	}

}
