/**
 * Which addresses are taken, by whom, and which subnets are free. Calls {@code topology}
 * alone.
 */
@ApplicationModule(allowedDependencies = "topology")
@NullMarked
package io.moorage.address;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
