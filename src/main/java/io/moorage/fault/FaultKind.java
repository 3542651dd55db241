package io.moorage.fault;

/**
 * Tells whose fault it is and whether asking again can help, so that each boundary can
 * choose its own status in one place.
 */
public enum FaultKind {

	/** What was asked is wrong in itself; asking again unchanged fails again. */
	INVALID,

	/** Nobody knows who asks. */
	UNAUTHENTICATED,

	/** Who asks may not. */
	FORBIDDEN,

	/** What was asked about does not exist. */
	NOT_FOUND,

	/**
	 * What was asked about does not exist any more, and it is known what became of it.
	 */
	GONE,

	/** The path exists, the method does not. */
	METHOD_NOT_ALLOWED,

	/** No representation that the caller accepts exists. */
	NOT_ACCEPTABLE,

	/** What is there forbids what was asked; it may work once that has changed. */
	CONFLICT,

	/** What is there is not what the caller has seen, and made its condition. */
	PRECONDITION,

	/** It was meant for somebody else, or came by a name that is not this service's. */
	MISDIRECTED,

	/** Who asks has asked too much of late. */
	TOO_MANY,

	/** What was sent is larger than the service reads. */
	TOO_LARGE,

	/** What was sent is in a format that the service does not read. */
	UNSUPPORTED_MEDIA_TYPE,

	/** The engine in use is too old, or its kernel lacks what it takes. */
	UNSUPPORTED_BY_ENGINE,

	/** The service itself failed. */
	INTERNAL,

	/** The engine answered, but not with what it should. */
	BAD_ENGINE,

	/** The engine, or a place in the queue to it, cannot be had now. */
	UNAVAILABLE,

	/** The engine did not answer in time. */
	TIMEOUT

}
