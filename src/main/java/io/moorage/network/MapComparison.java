package io.moorage.network;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

import io.moorage.change.Diff;
import io.moorage.fault.InvalidField;
import org.jspecify.annotations.Nullable;

/**
 * Compares maps with what was asked of them, and overlays them with it; null as a value
 * asks for absence.
 */
final class MapComparison {

	private MapComparison() {
	}

	/**
	 * Compares and overlays a map.
	 * @param <V> the values
	 * @param path where the map stands, a JSON pointer
	 * @param now what is there
	 * @param asked what was asked for, or null for nothing
	 * @param gone keys that shall be gone unless they were asked for
	 * @param kept what stays of that which was not asked for
	 * @param differences where to add what is different
	 * @return what stays, overlaid with what was asked for
	 */
	static <V> Map<String, @Nullable V> overlay(String path, Map<String, V> now,
			@Nullable Map<String, @Nullable V> asked, Set<String> gone, Map<String, V> kept, List<Diff> differences) {
		Map<String, @Nullable V> wanted = new LinkedHashMap<>();
		gone.forEach((key) -> wanted.put(key, null));
		if (asked != null) {
			wanted.putAll(asked);
		}
		Map<String, @Nullable V> result = new TreeMap<>(kept);
		wanted.forEach((key, value) -> {
			V old = now.get(key);
			if (!Objects.equals(old, value)) {
				differences.add(Diff.of(path + "/" + InvalidField.step(key), old, value));
			}
			if (value == null) {
				result.remove(key);
			}
			else {
				result.put(key, value);
			}
		});
		return result;
	}

}
