package io.moorage.topology;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Finds things of one kind by id, by name and by the beginning of an id, in a time that
 * does not grow with their number. Immutable.
 *
 * @param <T> what they are
 */
final class Directory<T> {

	// The first character behind every one that an id can have.
	private static final char BEHIND = Character.MAX_VALUE;

	private final List<T> all;

	private final TreeMap<String, T> byId = new TreeMap<>();

	private final Map<String, List<T>> byName;

	Directory(Collection<T> all, Function<T, String> id, Function<T, String> name) {
		this.all = all.stream().sorted(Comparator.comparing(name).thenComparing(id)).toList();
		Map<String, List<T>> names = HashMap.newHashMap(this.all.size());
		for (T each : this.all) {
			this.byId.put(id.apply(each), each);
			names.merge(name.apply(each), List.of(each), Directory::joined);
		}
		this.byName = names;
	}

	private static <T> List<T> joined(List<T> one, List<T> other) {
		return java.util.stream.Stream.concat(one.stream(), other.stream()).toList();
	}

	List<T> all() {
		return this.all;
	}

	Optional<T> byId(String id) {
		return Optional.ofNullable(this.byId.get(id));
	}

	List<T> named(String name) {
		return this.byName.getOrDefault(name, List.of());
	}

	/**
	 * Finds things as Docker does: by full id, else by exact name, else by the beginning
	 * of the id.
	 */
	List<T> find(String reference) {
		if (reference.isEmpty()) {
			return List.of();
		}
		T exact = this.byId.get(reference);
		if (exact != null) {
			return List.of(exact);
		}
		List<T> named = named(reference);
		return named.isEmpty() ? List.copyOf(this.byId.subMap(reference, reference + BEHIND).values()) : named;
	}

}
