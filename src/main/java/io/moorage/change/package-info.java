/**
 * How writes are carried out: as a plan that is shown or done, one at a time on each
 * network, put back when a step fails, and seen by every reader before they return; and
 * who manages and who protects a network, and whether containers may be changed. Calls
 * {@code access}, {@code read}, {@code snapshot}, {@code engine}, {@code topology} and
 * {@code fault}.
 */
@ApplicationModule(allowedDependencies = { "access", "read", "snapshot", "engine", "topology", "fault" })
@NullMarked
package io.moorage.change;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
