/**
 * The service's manners over HTTP: problems, strict bodies, request ids, and the API's
 * document. Calls {@code access}, {@code change}, {@code read}, {@code snapshot},
 * {@code fault} and {@code topology}; nobody calls it.
 */
@ApplicationModule(allowedDependencies = { "access", "change", "read", "snapshot", "fault", "topology" })
@NullMarked
package io.moorage.web;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
