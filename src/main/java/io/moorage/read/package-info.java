/**
 * How an answer to a question is shown, whatever it is about: sorted and paged lists,
 * tables for a terminal, and tags that tell whether it is another. Calls
 * {@code snapshot}, {@code topology} and {@code fault}.
 */
@ApplicationModule(allowedDependencies = { "snapshot", "topology", "fault" })
@NullMarked
package io.moorage.read;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
