/**
 * Who has which port of the host. Calls {@code read}, {@code snapshot} and
 * {@code topology}.
 */
@ApplicationModule(allowedDependencies = { "read", "snapshot", "topology", "fault" })
@NullMarked
package io.moorage.port;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
