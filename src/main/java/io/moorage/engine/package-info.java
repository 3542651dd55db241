/**
 * The only door to Docker: typed calls, each with a deadline, and every refusal as a
 * stable code. Calls {@code access}, {@code topology} and {@code fault}.
 */
@ApplicationModule(allowedDependencies = { "access", "topology", "fault" })
@NullMarked
package io.moorage.engine;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
