package io.moorage.fault;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Lists the codes that an operation can answer beyond those that every operation can, so
 * that its documentation and its tests have one source.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Raises {

	/**
	 * The codes.
	 * @return codes in the order in which they are checked
	 */
	FaultCode[] value();

}
