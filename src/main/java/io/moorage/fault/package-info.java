/**
 * What can go wrong, as stable codes and one exception that carries facts. Knows no HTTP
 * and calls nobody.
 */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package io.moorage.fault;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
