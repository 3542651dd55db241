/**
 * Memory: one thread follows the engine and keeps an immutable view of what it has, which
 * others read, wait on, or have looked at again; what the engine told of itself; and how
 * a caller's references are looked up in it. Calls {@code access}, {@code engine},
 * {@code topology} and {@code fault}.
 */
@ApplicationModule(allowedDependencies = { "access", "engine", "topology", "fault" })
@NullMarked
package io.moorage.snapshot;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
