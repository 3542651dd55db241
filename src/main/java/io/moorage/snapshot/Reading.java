package io.moorage.snapshot;

import java.time.Duration;

import io.moorage.topology.Topology;

/**
 * Is what a reader sees: the engine's things at one revision, and how sure that is.
 *
 * @param topology what is there
 * @param revision which state of the snapshot it is
 * @param age the time since the engine last confirmed it
 * @param stale whether the engine is away, so that nobody knows what happened since
 */
public record Reading(Topology topology, Revision revision, Duration age, boolean stale) {

}
