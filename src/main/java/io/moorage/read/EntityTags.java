package io.moorage.read;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;

import io.moorage.fault.FaultCode;
import io.moorage.fault.MoorageException;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.stereotype.Component;

/**
 * Makes entity tags (RFC 9110, 8.8.3) out of what callers see, so that they are the same
 * on every replica and after a restart, and checks those that callers send.
 */
@Component
@RequiredArgsConstructor
public class EntityTags {

	// 120 bits, a whole number of Base64 digits.
	private static final int BYTES = 15;

	private final JsonMapper mapper;

	/**
	 * Makes a strong tag.
	 * @param representation the whole answer, byte by byte
	 * @return the tag in quotes
	 */
	public static String strong(byte[] representation) {
		try {
			byte[] hash = MessageDigest.getInstance("SHA-256").digest(representation);
			return '"' + Base64.getUrlEncoder().encodeToString(Arrays.copyOf(hash, BYTES)) + '"';
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Makes a weak tag.
	 * @param content what makes two answers mean the same
	 * @return the tag in quotes, with {@code W/} before it
	 */
	public static String weak(byte[] content) {
		return "W/" + strong(content);
	}

	/**
	 * Tells whether a caller has what it would be sent (RFC 9110, 13.1.2).
	 * @param ifNoneMatch the header's value
	 * @param tag the tag of what it would be sent
	 * @return whether one of its tags is the same, be they weak or strong
	 */
	public static boolean isKnown(String ifNoneMatch, String tag) {
		String opaque = opaque(tag);
		return ifNoneMatch.strip().equals("*") || tags(ifNoneMatch).anyMatch((each) -> opaque(each).equals(opaque));
	}

	/**
	 * Checks a condition that a caller made for a write (RFC 9110, 13.1.1).
	 * @param ifMatch the header's value, or null when it made none
	 * @param present what a read would answer now
	 * @throws MoorageException {@code precondition-failed} when the caller has seen
	 * something else
	 */
	public void check(@Nullable String ifMatch, Supplier<?> present) {
		if (ifMatch == null || ifMatch.strip().equals("*")) {
			return;
		}
		String tag = strong(this.mapper.writeValueAsBytes(present.get()));
		if (tags(ifMatch).noneMatch(tag::equals)) {
			throw new MoorageException(FaultCode.PRECONDITION_FAILED,
					"It has changed since you read it. Read it again, decide again, and send its present ETag.",
					Map.of("etag", tag));
		}
	}

	/**
	 * Checks a condition that a caller made for a write to something that is there (RFC
	 * 9110, 13.1.2).
	 * @param ifNoneMatch the header's value, or null when it made none
	 * @param present what a read would answer now
	 * @throws MoorageException {@code precondition-failed} when it is {@code *} or has
	 * the present tag
	 */
	public void checkNone(@Nullable String ifNoneMatch, Supplier<?> present) {
		if (ifNoneMatch == null) {
			return;
		}
		String tag = strong(this.mapper.writeValueAsBytes(present.get()));
		if (isKnown(ifNoneMatch, tag)) {
			throw new MoorageException(FaultCode.PRECONDITION_FAILED,
					"It is there already, and If-None-Match asks for that not to be so. Leave the header out.",
					Map.of("etag", tag));
		}
	}

	// No tag of this service has a comma in it.
	private static Stream<String> tags(String header) {
		return Stream.of(header.split(",")).map(String::strip);
	}

	private static String opaque(String tag) {
		return tag.startsWith("W/") ? tag.substring(2) : tag;
	}

}
