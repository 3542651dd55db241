package io.moorage.access;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Says whether anything is changed at all.
 *
 * @param mode {@code read-write}, or {@code read-only}: every write is refused, whoever
 * asks
 */
@ConfigurationProperties("moorage")
record Mode(@DefaultValue("read-write") Value mode) {

	/**
	 * Is one of the two.
	 */
	enum Value {

		/** Who may write does. */
		READ_WRITE,
		/** Nobody writes. */
		READ_ONLY

	}

}
