/**
 * Helpers: short-lived containers that run one command in another container's network
 * namespace, a few at a time, and leave nothing behind. Calls {@code access},
 * {@code change} for whether containers may be run, {@code engine}, {@code snapshot},
 * {@code topology} and {@code fault}.
 */
@ApplicationModule(allowedDependencies = { "access", "change", "engine", "snapshot", "topology", "fault" })
@NullMarked
package io.moorage.probe;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
