package io.moorage.topology;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * Says that nobody shall replace, remove or prune a network, or take others' containers
 * off it.
 *
 * @param reason why, for people
 * @param until when it ends by itself, or null for never
 * @param by who said so: {@code settings}, or who asked for it
 */
public record Protection(String reason, @Nullable Instant until, String by) {

	/**
	 * Tells whether it holds.
	 * @param now the present
	 * @return false when it has ended
	 */
	public boolean isInForce(Instant now) {
		return this.until == null || now.isBefore(this.until);
	}

}
