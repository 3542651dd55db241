package io.moorage.access;

import java.util.Set;

/**
 * Says that settings have names that mean nothing.
 */
class UnknownSettingException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	UnknownSettingException(Set<String> names) {
		super("Nobody reads " + String.join(", ", names) + ": no setting has such a name.");
	}

}
