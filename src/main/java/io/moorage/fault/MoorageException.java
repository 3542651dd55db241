package io.moorage.fault;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Tells that something cannot be done, with a stable code, a sentence for a person and
 * facts for a program. The facts' names are members of the problem that a caller sees.
 */
public class MoorageException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final FaultCode code;

	private final transient Map<String, Object> facts;

	/**
	 * Creates an exception without facts.
	 * @param code what kind of failure it is
	 * @param detail a sentence that says what to do
	 */
	public MoorageException(FaultCode code, String detail) {
		this(code, detail, Map.of(), null);
	}

	/**
	 * Creates an exception with facts.
	 * @param code what kind of failure it is
	 * @param detail a sentence that says what to do
	 * @param facts what a program needs to act on it, by name
	 */
	public MoorageException(FaultCode code, String detail, Map<String, ?> facts) {
		this(code, detail, facts, null);
	}

	/**
	 * Creates an exception with facts and a cause.
	 * @param code what kind of failure it is
	 * @param detail a sentence that says what to do
	 * @param facts what a program needs to act on it, by name
	 * @param cause what brought it about, or null
	 */
	public MoorageException(FaultCode code, String detail, Map<String, ?> facts, @Nullable Throwable cause) {
		super(detail, cause);
		this.code = code;
		this.facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
	}

	/**
	 * Creates the exception for a request with mistakes in it.
	 * @param errors every mistake that was found, at least one
	 * @return an exception with the fact {@code errors}
	 */
	public static MoorageException invalid(List<InvalidField> errors) {
		String detail = (errors.size() == 1) ? sentence(errors.getFirst())
				: "The request has " + errors.size() + " mistakes; see errors.";
		return new MoorageException(FaultCode.INVALID_REQUEST, detail, Map.of("errors", List.copyOf(errors)));
	}

	// Most details go on after the name of what is wrong.
	private static String sentence(InvalidField error) {
		boolean begins = error.pointer().isEmpty() || !Character.isLowerCase(error.detail().codePointAt(0));
		return begins ? error.detail() : error.pointer() + " " + error.detail();
	}

	/**
	 * Creates the exception for a request with one mistake in it.
	 * @param pointer where the mistake is, as in {@link InvalidField#pointer()}
	 * @param detail a sentence that says what would be right
	 * @return an exception with the fact {@code errors}
	 */
	public static MoorageException invalid(String pointer, String detail) {
		return invalid(List.of(new InvalidField(pointer, detail)));
	}

	/**
	 * Returns what kind of failure it is.
	 * @return the code
	 */
	public FaultCode code() {
		return this.code;
	}

	/**
	 * Returns the sentence for a person.
	 * @return the same as {@link #getMessage()}, never null
	 */
	public String detail() {
		return String.valueOf(getMessage());
	}

	/**
	 * Returns what a program needs to act on the failure.
	 * @return facts by name, in the order given; may be empty
	 */
	public Map<String, Object> facts() {
		return this.facts;
	}

}
