/**
 * Which addresses are taken, by whom, and which subnets are free. Calls {@code read},
 * {@code snapshot}, {@code engine}, {@code topology} and {@code fault}.
 */
@ApplicationModule(allowedDependencies = { "read", "snapshot", "engine", "topology", "fault" })
@NullMarked
package io.moorage.address;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
