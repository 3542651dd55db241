package io.moorage.snapshot;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import java.util.stream.Stream;

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
		Stream<Write> exact = this.underWay.stream().filter((write) -> write.touched().coversAll(difference));
		Stream<Write> likely = this.underWay.stream().filter((write) -> write.touched().covers(difference));
		return Stream.concat(exact, likely).findFirst().map(Write::origin).orElse(null);
	}

	private record Write(Touched touched, Origin origin) {

	}

}
