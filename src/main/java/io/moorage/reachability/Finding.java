package io.moorage.reachability;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import io.moorage.reachability.Reachability.Path;
import io.moorage.reachability.Reachability.Reason;
import io.moorage.topology.Container;
import io.moorage.topology.IpAddress;
import io.moorage.topology.NetworkRef;
import org.jspecify.annotations.Nullable;

/**
 * Collects why a container is reached, or not, and where.
 */
class Finding {

	private final Set<Reason> reasons = new LinkedHashSet<>();

	private final List<Path> paths = new ArrayList<>();

	void because(ReasonCode code, String detail) {
		this.reasons.add(new Reason(code, detail));
	}

	void path(@Nullable NetworkRef network, IpAddress address, List<String> names) {
		this.paths.add(Path.to(network, address, names));
	}

	boolean isEmpty() {
		return this.reasons.isEmpty() && this.paths.isEmpty();
	}

	Reachability of(Container from, Container to) {
		if (!this.paths.isEmpty() && this.paths.stream().allMatch((path) -> path.names().isEmpty())) {
			because(ReasonCode.NO_NAMES, "Docker's DNS gives " + to.name()
					+ " no name here. Use its address, or put both on a network of your own to get names.");
		}
		return new Reachability(from.ref(), to.ref(), !this.paths.isEmpty(), List.copyOf(this.reasons),
				List.copyOf(this.paths));
	}

}
