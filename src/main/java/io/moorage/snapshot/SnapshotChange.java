package io.moorage.snapshot;

import java.util.List;

import io.moorage.topology.Difference;
import io.moorage.topology.Topology;
import org.jspecify.annotations.Nullable;

/**
 * Is the step from one revision to the next.
 *
 * @param revision the new revision
 * @param before what was there
 * @param after what is there
 * @param differences what is different, in an order in which it could have happened
 */
public record SnapshotChange(Revision revision, Topology before, Topology after, List<Attributed> differences) {

	/**
	 * Copies what is given.
	 */
	public SnapshotChange {
		differences = List.copyOf(differences);
	}

	/**
	 * Is a difference and who brought it about.
	 *
	 * @param difference what is different
	 * @param origin the request that did it, or null when it was not done here
	 */
	public record Attributed(Difference difference, @Nullable Origin origin) {

	}

}
