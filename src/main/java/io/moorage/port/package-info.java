/**
 * Who has which port of the host, by publishing it or by listening. Calls {@code access},
 * {@code probe} for helpers, {@code engine}, {@code read}, {@code snapshot},
 * {@code topology} and {@code fault}.
 */
@ApplicationModule(allowedDependencies = { "access", "probe", "engine", "read", "snapshot", "topology", "fault" })
@NullMarked
package io.moorage.port;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
