/**
 * Networks and who is on them: reads from the snapshot, and writes that decide on a fresh
 * look at the engine. Calls {@code access}, {@code read}, {@code snapshot},
 * {@code change}, {@code address}, {@code driver}, {@code engine}, {@code topology} and
 * {@code fault}.
 */
@ApplicationModule(allowedDependencies = { "access", "read", "snapshot", "change", "address", "driver", "engine",
		"topology", "fault" })
@NullMarked
package io.moorage.network;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
