/**
 * What is wrong or soon will be, and the request that mends it. Calls {@code read},
 * {@code change} for who manages a network, {@code address}, {@code snapshot},
 * {@code engine}, {@code topology} and {@code fault}.
 */
@ApplicationModule(allowedDependencies = { "read", "change", "address", "snapshot", "engine", "topology", "fault" })
@NullMarked
package io.moorage.finding;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
