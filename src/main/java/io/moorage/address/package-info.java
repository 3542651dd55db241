/**
 * Which addresses are taken, by whom, and which subnets are free. Calls {@code access},
 * {@code read}, {@code snapshot}, {@code engine}, {@code topology} and {@code fault}.
 */
@ApplicationModule(allowedDependencies = { "access", "read", "snapshot", "engine", "topology", "fault" })
@NullMarked
package io.moorage.address;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
