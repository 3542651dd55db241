package io.moorage.access;

import java.util.Map;

import io.moorage.fault.FaultCode;
import io.moorage.fault.MoorageException;
import lombok.RequiredArgsConstructor;

import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;

/**
 * Decides whether the caller may do something. Whoever knows what would really be done
 * asks, with the objects found and not with what named them. Safe for use by many
 * threads.
 */
@Component
@RequiredArgsConstructor
public class Access {

	private final Mode mode;

	/**
	 * Throws unless the caller may do something.
	 * @param role the least role that it takes
	 * @param what what would be done, for a sentence: "Replacing a network"
	 * @throws MoorageException {@code forbidden}, also when nobody asks
	 */
	public void require(Role role, String what) {
		Caller caller = Caller.current();
		Role has = (caller != null) ? caller.role() : Role.NONE;
		if (!has.includes(role)) {
			String who = (caller != null) ? caller.name() : "nobody";
			throw new MoorageException(FaultCode.FORBIDDEN,
					what + " takes the role " + role + ", and " + who + " has "
							+ ((has == Role.NONE) ? "none" : "the role " + has) + ".",
					Map.of("requires", role.toString(), "role", has.toString()));
		}
	}

	/**
	 * Throws when the caller asks for something and may not.
	 * @param asked whether it is asked for
	 * @param role the least role that it takes
	 * @param what what would be done, for a sentence
	 * @throws MoorageException {@code forbidden}
	 */
	public void requireIf(boolean asked, Role role, String what) {
		if (asked) {
			require(role, what);
		}
	}

	/**
	 * Tells whether the caller may do something.
	 * @param role the least role that it takes
	 * @return whether they have it
	 */
	public boolean has(Role role) {
		Caller caller = Caller.current();
		return caller != null && caller.role().includes(role);
	}

	/**
	 * Tells whether what the caller came with would still let them in: a token may have
	 * expired since, or been taken away. Whoever answers for long asks now and then.
	 * @return whether it would
	 */
	public boolean isGood() {
		return SecurityContextHolder.getContext().getAuthentication() instanceof CallerAuthentication known
				&& known.isGood();
	}

	/**
	 * Throws when nothing is changed here.
	 * @throws MoorageException {@code read-only}
	 */
	public void requireWritable() {
		if (this.mode.mode() == Mode.Value.READ_ONLY) {
			throw new MoorageException(FaultCode.READ_ONLY,
					"Nothing is changed here: the operator set moorage.mode to read-only.");
		}
	}

}
