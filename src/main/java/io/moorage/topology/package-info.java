/**
 * What Docker has, as immutable records, and {@link io.moorage.topology.Topology}, the
 * whole of it at one moment with its joins and its lookup. Calls nobody.
 */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package io.moorage.topology;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
