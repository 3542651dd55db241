/**
 * Where reads come from: one immutable view of what the engine has, and how a caller's
 * references are looked up in it. Calls {@code engine}, {@code topology} and
 * {@code fault}.
 */
@ApplicationModule(allowedDependencies = { "engine", "topology", "fault" })
@NullMarked
package io.moorage.snapshot;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
