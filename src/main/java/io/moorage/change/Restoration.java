package io.moorage.change;

import java.util.List;
import java.util.stream.Stream;

import io.moorage.topology.ContainerRef;
import io.moorage.topology.NetworkId;
import io.moorage.topology.NetworkRef;
import org.jspecify.annotations.Nullable;

/**
 * Tells what came of putting a network back.
 *
 * @param network the network's id now, or null when it could not be put back
 * @param restored networks and containers that were put back
 * @param notRestored those that could not be
 */
record Restoration(@Nullable NetworkId network, List<Object> restored, List<Object> notRestored) {

	/**
	 * Says it in a few words, for the log.
	 */
	@Override
	public String toString() {
		return "put back: " + names(this.restored) + "; not put back: " + names(this.notRestored);
	}

	private static List<Object> names(List<Object> refs) {
		return refs.stream().map((each) -> switch (each) {
			case NetworkRef network -> "network " + network.name();
			case ContainerRef container -> container.name();
			default -> each;
		}).toList();
	}

	/**
	 * Says that nothing is missing, and which addresses are asked for now that the engine
	 * had chosen.
	 */
	String wholly(Before before) {
		List<String> fixed = before.members()
			.stream()
			.filter((member) -> this.restored.contains(member.container()))
			.filter((member) -> !member.endpoint().equals(member.asked()))
			.map((member) -> member.container().name())
			.toList();
		return fixed.isEmpty() ? "Everything is as it was before." : "Everything is there as before; the addresses of "
				+ String.join(", ", fixed) + ", which the engine had chosen, are asked for now.";
	}

	/**
	 * Returns the full ids of the networks that were made.
	 */
	List<String> made() {
		return this.restored.stream()
			.flatMap((each) -> (each instanceof NetworkRef network) ? Stream.of(network.id().value()) : Stream.empty())
			.toList();
	}

	boolean isNothing() {
		return this.restored.isEmpty() && this.notRestored.isEmpty();
	}

	/**
	 * Is a network or a container that is not as it was.
	 *
	 * @param id its full id
	 * @param name its name
	 * @param detail a sentence that says what is missing
	 */
	record Lost(Object id, String name, String detail) {

		static Lost of(Before.Member member, String detail) {
			return new Lost(member.container().id(), member.container().name(), detail);
		}

	}

}
