/**
 * Who can reach whom: what the configuration of networks and containers allows, and
 * probes that try it. Calls {@code access}, {@code read}, {@code change} for probes as
 * plans, {@code probe} for helpers, {@code snapshot}, {@code engine} for its age,
 * {@code topology} and {@code fault}.
 */
@ApplicationModule(
		allowedDependencies = { "access", "read", "change", "probe", "snapshot", "engine", "topology", "fault" })
@NullMarked
package io.moorage.reachability;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
