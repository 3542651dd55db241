package io.moorage.map;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Numbers nodes for languages in which no word of Docker's is safe as a name
 * ({@code end}, {@code graph}).
 */
final class Numbers {

	private final Map<String, String> numbers = new HashMap<>();

	Numbers(TopologyResponse map) {
		map.nodes()
			.forEach((node) -> this.numbers.put(node.id(),
					node.kind().toString().charAt(0) + String.valueOf(this.numbers.size() + 1)));
	}

	/**
	 * Returns what stands for a node.
	 * @param id the node's id
	 * @return the first letter of its kind, and a number
	 */
	String of(String id) {
		return Objects.requireNonNull(this.numbers.get(id));
	}

}
