package io.moorage.topology;

import java.math.BigInteger;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.Comparator;
import java.util.regex.Pattern;

/**
 * Is an IPv4 or IPv6 address without prefix or zone, compared by value and never by text.
 * The JDK's {@code InetAddress} is not used in records since it prints a slash before the
 * address and does not shorten IPv6.
 *
 * @param value the address as an unsigned number
 * @param bits 32 for IPv4, 128 for IPv6
 */
public record IpAddress(BigInteger value, int bits) implements Comparable<IpAddress> {

	private static final Pattern IPV4 = Pattern.compile("(?:(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)(?:\\.(?!$)|$)){4}");

	private static final Comparator<IpAddress> ORDER = Comparator.comparingInt(IpAddress::bits)
		.thenComparing(IpAddress::value);

	/**
	 * Creates an address.
	 * @throws IllegalArgumentException when the value does not fit the bits
	 */
	public IpAddress {
		if ((bits != 32 && bits != 128) || value.signum() < 0 || value.bitLength() > bits) {
			throw new IllegalArgumentException("no address of " + bits + " bits: " + value);
		}
	}

	/**
	 * Reads an address: four decimal numbers without leading zeros, or IPv6 as in RFC
	 * 4291, without zone and prefix. Nothing is ever looked up.
	 * @param text the address
	 * @return the address
	 * @throws IllegalArgumentException with a sentence, when the text is no address
	 */
	public static IpAddress parse(String text) {
		boolean ipv6 = text.indexOf(':') >= 0 && text.indexOf('%') < 0 && text.indexOf('[') < 0;
		if (!ipv6 && !IPV4.matcher(text).matches()) {
			throw notAnAddress(text);
		}
		try {
			byte[] bytes = InetAddress.ofLiteral(text).getAddress();
			// The JDK turns an IPv4-mapped IPv6 address into IPv4; Docker does too.
			return new IpAddress(new BigInteger(1, bytes), bytes.length * Byte.SIZE);
		}
		catch (IllegalArgumentException ex) {
			throw notAnAddress(text);
		}
	}

	/**
	 * Tells whether it is the unspecified address, which stands for every one of its
	 * family (RFC 4291, 2.5.2; RFC 1122, 3.2.1.3).
	 */
	public boolean isUnspecified() {
		return this.value.signum() == 0;
	}

	private static IllegalArgumentException notAnAddress(String text) {
		return new IllegalArgumentException("\"" + text
				+ "\" is not an IP address: write it like 10.1.2.3 or 2001:db8::1, without a prefix length.");
	}

	/**
	 * Tells the family.
	 * @return whether this is an IPv6 address
	 */
	public boolean isIpv6() {
		return this.bits == 128;
	}

	/**
	 * Returns the address that many places further on.
	 * @param distance how many places, may be negative
	 * @return the address
	 * @throws IllegalArgumentException when that is outside the family's range
	 */
	public IpAddress plus(long distance) {
		return new IpAddress(this.value.add(BigInteger.valueOf(distance)), this.bits);
	}

	@Override
	public int compareTo(IpAddress other) {
		return ORDER.compare(this, other);
	}

	/**
	 * Returns the address as text, IPv6 in its shortest form (RFC 5952).
	 */
	@Override
	public String toString() {
		return isIpv6() ? ipv6Text() : ipv4Text();
	}

	private String ipv6Text() {
		String[] groups = new String[8];
		for (int i = 0; i < 8; i++) {
			groups[i] = Integer.toHexString(this.value.shiftRight(112 - 16 * i).intValue() & 0xffff);
		}
		int bestStart = -1;
		int bestLength = 1;
		for (int start = 0; start < 8; start++) {
			int end = start;
			while (end < 8 && groups[end].equals("0")) {
				end++;
			}
			if (end - start > bestLength) {
				bestStart = start;
				bestLength = end - start;
			}
		}
		if (bestStart < 0) {
			return String.join(":", groups);
		}
		String head = String.join(":", Arrays.copyOfRange(groups, 0, bestStart));
		String tail = String.join(":", Arrays.copyOfRange(groups, bestStart + bestLength, 8));
		return head + "::" + tail;
	}

	private String ipv4Text() {
		int number = this.value.intValue();
		return (number >>> 24) + "." + (number >>> 16 & 0xff) + "." + (number >>> 8 & 0xff) + "." + (number & 0xff);
	}

}
