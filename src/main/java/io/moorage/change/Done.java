package io.moorage.change;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.moorage.engine.NetworkSpec;
import io.moorage.fault.MoorageException;
import io.moorage.snapshot.Touched;
import io.moorage.topology.Endpoint;
import io.moorage.topology.NetworkId;
import io.moorage.topology.Notes;
import io.moorage.topology.Topology;
import org.jspecify.annotations.Nullable;

/**
 * Is a write that is over.
 *
 * @param <T> how it is answered
 * @param answer the answer, or null when there is nothing to say
 * @param refusal why a part of it was not done, or null when all was
 * @param remains what it takes to undo what was done
 */
record Done<T>(@Nullable T answer, @Nullable MoorageException refusal, Remains remains) {

	static <T> Done<T> of(@Nullable T answer, Remains remains) {
		return new Done<>(answer, null, remains);
	}

	/**
	 * Returns the answer.
	 * @throws MoorageException when a part of it was not done
	 */
	@Nullable T orRefusal() {
		if (this.refusal != null) {
			throw this.refusal;
		}
		return this.answer;
	}

	/**
	 * Is what it takes to undo a change, and to know whether that is still right.
	 *
	 * @param reversals what undoes it, the last part first; none when nothing does
	 * @param left what stands for the networks that it touched as it left them, by full
	 * id
	 */
	record Remains(List<Reversal> reversals, Map<String, String> left) {

		/**
		 * Is that of a change that did nothing.
		 */
		static final Remains NONE = new Remains(List.of(), Map.of());

		Remains {
			reversals = List.copyOf(reversals);
			left = Map.copyOf(left);
		}

		/**
		 * Is that of something that touched no network.
		 */
		static Remains of(@Nullable Reversal reversal) {
			return (reversal != null) ? new Remains(List.of(reversal), Map.of()) : NONE;
		}

		static Remains of(@Nullable Reversal reversal, Touched touched, Topology after) {
			return of((reversal != null) ? List.of(reversal) : List.of(), touched, after);
		}

		private static Remains of(List<Reversal> reversals, Touched touched, Topology after) {
			Map<String, String> left = new LinkedHashMap<>();
			touched.networks().forEach((network) -> left.put(network.value(), state(after, network)));
			return new Remains(reversals, left);
		}

		/**
		 * Returns what is still to be undone when a part is.
		 * @param undone that part
		 * @param now what is there after it
		 */
		Remains without(Reversal undone, Topology now) {
			List<Reversal> rest = this.reversals.stream().filter((each) -> !each.equals(undone)).toList();
			return rest.isEmpty() ? NONE : of(rest, touched(), now);
		}

		/**
		 * Adds those of a later part.
		 */
		Remains and(Remains later) {
			List<Reversal> all = new ArrayList<>(later.reversals);
			all.addAll(this.reversals);
			Map<String, String> both = new LinkedHashMap<>(this.left);
			both.putAll(later.left);
			return new Remains(all, both);
		}

		/**
		 * Returns what it touched.
		 * @param notes know what took the place of networks that were replaced since
		 */
		Touched touched(Notes notes) {
			return touched().and(this.left.keySet().stream().map((id) -> now(notes, new NetworkId(id))).toList(),
					List.of());
		}

		private Touched touched() {
			return Touched.NOTHING.and(this.left.keySet().stream().map(NetworkId::new).toList(), List.of());
		}

		/**
		 * Tells whether what was touched is still as the change left it, or is so again
		 * since whatever was done later is undone.
		 */
		boolean isAsLeft(Topology now) {
			return this.left.entrySet()
				.stream()
				.allMatch((each) -> each.getValue().equals(state(now, new NetworkId(each.getKey()))));
		}

		// Whatever id it has, and whether its gateway was given or assumed: undoing makes
		// a network anew, and asks for all that it had.
		private static String state(Topology topology, NetworkId id) {
			NetworkId present = now(topology.notes(), id);
			return PlanResponse.hash(
					Stream
						.concat(topology.network(present).map((network) -> NetworkSpec.of(network).settled()).stream(),
								topology.endpoints(present).stream().map(Endpoint::pathSegment).sorted())
						.toList());
		}

		private static NetworkId now(Notes notes, NetworkId id) {
			return notes.successor(id).orElse(id);
		}

	}

}
