package io.moorage.network;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import jakarta.validation.Constraint;
import jakarta.validation.Payload;

/**
 * Asks that a pool's gateway, range and reserved addresses lie in its subnet.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = ConsistentPoolValidator.class)
@interface ConsistentPool {

	String message() default "the pool's parts do not fit each other";

	Class<?>[] groups() default {};

	Class<? extends Payload>[] payload() default {};

}
