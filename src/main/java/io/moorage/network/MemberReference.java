package io.moorage.network;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import io.swagger.v3.oas.annotations.Parameter;

/**
 * Documents a parameter that names a container on a network.
 */
@Target({ ElementType.PARAMETER, ElementType.ANNOTATION_TYPE })
@Retention(RetentionPolicy.RUNTIME)
@Parameter(
		description = "A container: its full id, its name or the unique beginning of its id; ep- and an endpoint's id when its container is gone",
		example = "alpine1")
@interface MemberReference {

}
