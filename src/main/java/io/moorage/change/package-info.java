/**
 * How writes are carried out: one at a time on each network, and with an outcome. Calls
 * {@code topology} and {@code fault}.
 */
@ApplicationModule(allowedDependencies = { "topology", "fault" })
@NullMarked
package io.moorage.change;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
