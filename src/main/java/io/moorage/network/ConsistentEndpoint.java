package io.moorage.network;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import jakarta.validation.Constraint;
import jakarta.validation.Payload;

/**
 * Asks that the addresses and names of an {@link EndpointRequest} have the right form.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = ConsistentEndpointValidator.class)
public @interface ConsistentEndpoint {

	/**
	 * The sentence for a person.
	 * @return a text that never shows, since each mistake has its own
	 */
	String message() default "the endpoint's parts do not fit each other";

	/**
	 * Validation groups, which nobody uses.
	 * @return none
	 */
	Class<?>[] groups() default {};

	/**
	 * Payloads, which nobody uses.
	 * @return none
	 */
	Class<? extends Payload>[] payload() default {};

}
