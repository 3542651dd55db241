package io.moorage.web;

import java.time.Duration;
import java.util.List;

import io.moorage.topology.IpAddress;
import io.moorage.topology.Subnet;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;
import org.springframework.util.unit.DataSize;

/**
 * Bounds what callers may send, and says whose word about the original request counts.
 *
 * @param maxBodySize how large a request's body may be; more is refused with 413
 * @param maxBodyTime how long a request's body may take to come; a slower one is refused
 * @param trustedProxies the addresses from which X-Forwarded-* and Forwarded headers are
 * believed, as blocks in CIDR form; from others they are dropped
 */
@ConfigurationProperties("moorage.web")
record WebProperties(@DefaultValue("1MB") DataSize maxBodySize, @DefaultValue("30s") Duration maxBodyTime,
		@DefaultValue( {
				"127.0.0.0/8", "::1/128" }) List<Subnet> trustedProxies){

	/**
	 * Checks the bounds.
	 * @throws IllegalArgumentException with a sentence, when no body would be small
	 * enough
	 */
	WebProperties {
		Assert.isTrue(maxBodySize.toBytes() > 0,
				"moorage.web.max-body-size must be more than 0 bytes, 1MB for example.");
		Assert.isTrue(maxBodyTime.isPositive(), "moorage.web.max-body-time must be more than 0, 30s for example.");
		trustedProxies = List.copyOf(trustedProxies);
	}

	/**
	 * Tells whether a caller's forwarding headers are believed.
	 * @param address the caller's address as text, maybe with a zone
	 * @return whether it is a trusted proxy
	 */
	boolean trusts(@Nullable String address) {
		try {
			IpAddress caller = IpAddress.parse(String.valueOf(address));
			return this.trustedProxies.stream().anyMatch((block) -> block.contains(caller));
		}
		catch (IllegalArgumentException ex) {
			return false;
		}
	}

}
