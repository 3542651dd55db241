package io.moorage.finding;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.moorage.change.Before;
import io.moorage.change.Unrestored;
import io.moorage.finding.Finding.Code;
import io.moorage.finding.Finding.Subject;
import io.moorage.topology.Container;
import io.moorage.topology.Network;
import io.moorage.topology.Topology;
import lombok.RequiredArgsConstructor;

import org.springframework.stereotype.Component;

/**
 * Looks for what could not be put back after a change that failed.
 */
@Component
@RequiredArgsConstructor
class RestorationCheck implements Check {

	private final Unrestored unrestored;

	private final Remedies remedies;

	@Override
	public Stream<Finding> find(Topology topology) {
		return this.unrestored.in(topology).stream().flatMap((entry) -> find(topology, entry));
	}

	private Stream<Finding> find(Topology topology, Unrestored.Entry entry) {
		return topology.networksNamed(entry.network())
			.stream()
			.findFirst()
			.map((network) -> entry.missing(topology).stream().map((each) -> member(topology, network, each, entry)))
			.orElseGet(() -> Stream.of(network(topology, entry)));
	}

	private Finding network(Topology topology, Unrestored.Entry entry) {
		List<Subject> objects = new ArrayList<>();
		objects.add(new Subject("network", entry.before().id().value(), entry.network()));
		List<Container> without = entry.missing(topology);
		without.forEach((each) -> objects.add(Subject.of(each)));
		String who = without.isEmpty() ? "" : " It was the network of "
				+ without.stream().map(Container::name).collect(Collectors.joining(", ")) + ".";
		return Finding.of(Code.NOT_PUT_BACK,
				"The network " + entry.network() + " is gone: a change of it that began at " + entry.since()
						+ " failed, and it could not be put back." + who,
				objects, this.remedies.create(topology, entry.before().spec()));
	}

	private Finding member(Topology topology, Network network, Container container, Unrestored.Entry entry) {
		Before.Member before = entry.before()
			.members()
			.stream()
			.filter((each) -> each.container().id().equals(container.id()))
			.findFirst()
			.orElseThrow();
		return Finding.of(Code.NOT_PUT_BACK,
				"The container " + container.name() + " is not on the network " + network.name()
						+ " any more: a change of that began at " + entry.since()
						+ " and failed, and it could not be put back.",
				List.of(Subject.of(network), Subject.of(container)),
				this.remedies.connect(topology, network, container, before.asked(),
						"The remedy connects it" + (before.asked().links().isEmpty() ? "." : ", without its links.")));
	}

}
