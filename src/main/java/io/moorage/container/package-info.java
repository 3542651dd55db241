/**
 * Containers, as far as networks need them: looked at, run, started, stopped and removed.
 * Calls {@code access}, {@code network} for the checks of an endpoint, {@code port} for
 * who listens, {@code read}, {@code snapshot}, {@code change}, {@code engine},
 * {@code topology} and {@code fault}.
 */
@ApplicationModule(allowedDependencies = { "access", "network", "port", "read", "snapshot", "change", "engine",
		"topology", "fault" })
@NullMarked
package io.moorage.container;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
