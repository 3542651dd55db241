package io.moorage.snapshot;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

import io.moorage.topology.Difference;
import org.jspecify.annotations.Nullable;

/**
 * Knows which writes are under way, so that what they change can be told with their
 * origin. Safe for use by many threads.
 */
class Origins {

	private final List<Write> underWay = new CopyOnWriteArrayList<>();

	<T> T during(Touched touched, Supplier<T> write) {
		Origin origin = Origin.current();
		if (origin == null) {
			return write.get();
		}
		Write entry = new Write(touched, origin);
		this.underWay.add(entry);
		try {
			return write.get();
		}
		finally {
			this.underWay.remove(entry);
		}
	}

	@Nullable Origin of(Difference difference) {
		for (Write write : this.underWay) {
			if (write.touched().covers(difference)) {
				return write.origin();
			}
		}
		return null;
	}

	private record Write(Touched touched, Origin origin) {

	}

}
