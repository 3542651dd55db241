/**
 * What changed, told as it happens to everybody who follows: Server-Sent Events and
 * NDJSON out of the snapshot's own differences. Calls {@code access}, {@code change},
 * {@code snapshot}, {@code network} and {@code container} for how things are shown,
 * {@code topology} and {@code fault}.
 */
@ApplicationModule(
		allowedDependencies = { "access", "change", "snapshot", "network", "container", "topology", "fault" })
@NullMarked
package io.moorage.event;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
