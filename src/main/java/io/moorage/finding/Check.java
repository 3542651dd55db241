package io.moorage.finding;

import java.util.stream.Stream;

import io.moorage.topology.Topology;

/**
 * Looks for things of one kind that are wrong.
 */
@FunctionalInterface
interface Check {

	/**
	 * Looks.
	 * @param topology what is there
	 * @return what was found, in a stable order
	 */
	Stream<Finding> find(Topology topology);

}
