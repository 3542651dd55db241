package io.moorage.topology;

import java.math.BigInteger;
import java.util.Comparator;

/**
 * Is a block of addresses in CIDR form (RFC 4632, RFC 4291), compared by value.
 *
 * @param network the first address; all bits behind the prefix are zero
 * @param prefixLength how many leading bits the block's addresses share: 0 to 32 for
 * IPv4, 0 to 128 for IPv6
 */
public record Subnet(IpAddress network, int prefixLength) implements Comparable<Subnet> {

	private static final Comparator<Subnet> ORDER = Comparator.comparing(Subnet::network)
		.thenComparingInt(Subnet::prefixLength);

	/**
	 * Creates a block.
	 * @throws IllegalArgumentException with a sentence, when the prefix length does not
	 * fit the family or the address has bits behind the prefix
	 */
	public Subnet {
		if (prefixLength < 0 || prefixLength > network.bits()) {
			throw new IllegalArgumentException("\"" + network + "/" + prefixLength
					+ "\" has a prefix length that is not between 0 and " + network.bits() + ".");
		}
		IpAddress first = first(network, prefixLength);
		if (!first.equals(network)) {
			throw new IllegalArgumentException("\"" + network + "/" + prefixLength
					+ "\" has bits set behind its prefix: it should be " + first + "/" + prefixLength + ".");
		}
	}

	/**
	 * Reads a block like {@code 10.1.0.0/16} or {@code fd00:1::/64}.
	 * @param text the block
	 * @return the block
	 * @throws IllegalArgumentException with a sentence, when the text is no block
	 */
	public static Subnet parse(String text) {
		int slash = text.indexOf('/');
		String length = (slash < 0) ? "" : text.substring(slash + 1);
		if (!length.matches("0|[1-9][0-9]{0,2}")) {
			throw notABlock(text);
		}
		IpAddress network;
		try {
			network = IpAddress.parse(text.substring(0, slash));
		}
		catch (IllegalArgumentException ex) {
			throw notABlock(text);
		}
		if (text.indexOf(':') >= 0 && !network.isIpv6()) {
			// How much of the prefix is meant for which notation is anybody's guess.
			throw new IllegalArgumentException(
					"\"" + text + "\" is an IPv4 subnet in IPv6 notation: write it like " + network + "/24.");
		}
		return new Subnet(network, Integer.parseInt(length));
	}

	private static IllegalArgumentException notABlock(String text) {
		return new IllegalArgumentException(
				"\"" + text + "\" is not a subnet in CIDR form: write it like 10.1.0.0/16 or fd00:1::/64.");
	}

	/**
	 * Returns the block of the given size that an address is in.
	 * @param address any address of the block
	 * @param prefixLength the block's prefix length
	 * @return the block
	 */
	public static Subnet of(IpAddress address, int prefixLength) {
		return new Subnet(first(address, prefixLength), prefixLength);
	}

	private static IpAddress first(IpAddress address, int prefixLength) {
		int behind = address.bits() - prefixLength;
		return new IpAddress(address.value().shiftRight(behind).shiftLeft(behind), address.bits());
	}

	/**
	 * Tells whether all addresses of it can be given: two IPv4 addresses, or one (RFC
	 * 3021).
	 */
	public boolean isPointToPoint() {
		return !isIpv6() && prefixLength() >= Integer.SIZE - 1;
	}

	/**
	 * Tells the family.
	 * @return whether this is a block of IPv6 addresses
	 */
	public boolean isIpv6() {
		return this.network.isIpv6();
	}

	/**
	 * Returns the number of addresses, the first and the last included.
	 * @return at least 1
	 */
	public BigInteger size() {
		return BigInteger.ONE.shiftLeft(this.network.bits() - this.prefixLength);
	}

	/**
	 * Returns the last address; for IPv4 it is the broadcast address, unless the block
	 * has only one or two addresses.
	 * @return the last address
	 */
	public IpAddress last() {
		return new IpAddress(this.network.value().add(size()).subtract(BigInteger.ONE), this.network.bits());
	}

	/**
	 * Tells whether an address is in this block.
	 * @param address an address of any family
	 * @return whether it is
	 */
	public boolean contains(IpAddress address) {
		return address.bits() == this.network.bits() && first(address, this.prefixLength).equals(this.network);
	}

	/**
	 * Tells whether all of another block is in this one.
	 * @param other a block of any family
	 * @return whether it is
	 */
	public boolean contains(Subnet other) {
		return other.prefixLength >= this.prefixLength && contains(other.network);
	}

	/**
	 * Tells whether this block and another share an address.
	 * @param other a block of any family
	 * @return whether they do
	 */
	public boolean overlaps(Subnet other) {
		return contains(other) || other.contains(this);
	}

	@Override
	public int compareTo(Subnet other) {
		return ORDER.compare(this, other);
	}

	@Override
	public String toString() {
		return this.network + "/" + this.prefixLength;
	}

}
