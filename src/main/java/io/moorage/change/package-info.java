/**
 * How writes are carried out: one at a time on each network, seen by every reader before
 * they return, and with an outcome. Calls {@code snapshot}, {@code topology} and
 * {@code fault}.
 */
@ApplicationModule(allowedDependencies = { "snapshot", "topology", "fault" })
@NullMarked
package io.moorage.change;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
