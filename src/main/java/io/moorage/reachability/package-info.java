/**
 * Who can reach whom: what the configuration of networks and containers allows. Calls
 * {@code read}, {@code snapshot}, {@code engine} for the age of the engine,
 * {@code topology} and {@code fault}.
 */
@ApplicationModule(allowedDependencies = { "read", "snapshot", "engine", "topology", "fault" })
@NullMarked
package io.moorage.reachability;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
