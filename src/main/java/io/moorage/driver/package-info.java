/**
 * The guide to network drivers, in several languages. Calls {@code access}, {@code read},
 * {@code snapshot}, {@code engine}, {@code topology} and {@code fault}.
 */
@ApplicationModule(allowedDependencies = { "access", "read", "snapshot", "engine", "topology", "fault" })
@NullMarked
package io.moorage.driver;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
