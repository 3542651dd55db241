package io.moorage.access;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says the least role that an operation takes, whatever it is asked to do. What it takes
 * beyond that is decided on what would be done. An operation without this is refused to
 * everybody.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Documented
public @interface Needs {

	/**
	 * Returns the role.
	 * @return the least role
	 */
	Role value();

}
