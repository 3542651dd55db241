package io.moorage.network;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import jakarta.validation.Constraint;
import jakarta.validation.Payload;

/**
 * Asks that the parts of a network's description fit each other, as far as the
 * description alone shows.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = ConsistentNetworkValidator.class)
@interface ConsistentNetwork {

	String message() default "the network's parts do not fit each other";

	Class<?>[] groups() default {};

	Class<? extends Payload>[] payload() default {};

}
