package io.moorage.network;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import io.moorage.read.NetworkReference;
import io.swagger.v3.oas.annotations.Parameter;

/**
 * Documents a parameter that names a network to change: not one of the engine's own, so
 * that the example works once the example of creating a network was tried.
 */
@Target({ ElementType.PARAMETER, ElementType.ANNOTATION_TYPE })
@Retention(RetentionPolicy.RUNTIME)
@Parameter(description = "A network: its full id, its name or the unique beginning of its id", example = "bridge1")
@interface OwnNetworkReference {

}
