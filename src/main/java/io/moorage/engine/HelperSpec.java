package io.moorage.engine;

import java.util.List;
import java.util.Map;

import io.moorage.topology.ContainerId;

/**
 * Says what a helper shall be: a container that lives for one command inside another
 * container's network namespace. It has no capabilities but the named ones, a read-only
 * root, little memory, few processes, no mounts, and is never started again.
 *
 * @param image its image
 * @param command what it runs instead of the image's own entry point, word by word; no
 * shell is involved unless it is the first word
 * @param container whose network namespace it joins
 * @param processes whether it sees that container's processes too
 * @param capabilities what it may do; with any it is root, since nobody else would get
 * them, else nobody
 * @param labels its labels
 */
public record HelperSpec(String image, List<String> command, ContainerId container, boolean processes,
		List<String> capabilities, Map<String, String> labels) {

	/**
	 * Copies what is given.
	 */
	public HelperSpec {
		command = List.copyOf(command);
		capabilities = List.copyOf(capabilities);
		labels = Map.copyOf(labels);
	}

}
