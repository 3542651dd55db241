package io.moorage.container;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;

import io.moorage.change.Changed;
import io.moorage.change.NetworkLocks;
import io.moorage.change.Outcome;
import io.moorage.change.Writes;
import io.moorage.container.RunContainerRequest.Pull;
import io.moorage.engine.ContainerSpec;
import io.moorage.engine.ContainerSpec.Attachment;
import io.moorage.engine.EndpointSpec;
import io.moorage.engine.EngineFeature;
import io.moorage.engine.EngineGateway;
import io.moorage.engine.EngineGateway.Made;
import io.moorage.fault.FaultCode;
import io.moorage.fault.MoorageException;
import io.moorage.network.EndpointChecks;
import io.moorage.snapshot.Snapshot;
import io.moorage.snapshot.Touched;
import io.moorage.topology.Container;
import io.moorage.topology.ContainerId;
import io.moorage.topology.Network;
import io.moorage.topology.NetworkId;
import io.moorage.topology.Topology;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;

import org.springframework.stereotype.Component;

/**
 * Makes a container and starts it; when that fails nothing is left over.
 */
@Component
@RequiredArgsConstructor
@Slf4j
class ContainerRunner {

	private final Snapshot snapshot;

	private final EngineGateway engine;

	private final NetworkLocks locks;

	private final Writes writes;

	private final ContainerPermission permission;

	Changed<ContainerResponse> run(RunContainerRequest request) {
		this.permission.check();
		try {
			return attempt(request);
		}
		catch (MoorageException ex) {
			if (ex.code() != FaultCode.IMAGE_NOT_FOUND || request.pull() == Pull.NEVER) {
				throw ex;
			}
		}
		// Outside the locks, since a pull can take minutes.
		String image = Objects.requireNonNull(request.image());
		log.info("Pulling image {}", image);
		this.engine.pull(image);
		return attempt(request);
	}

	private Changed<ContainerResponse> attempt(RunContainerRequest request) {
		List<NetworkId> networks = RunPlan.networks(this.snapshot.look(Touched.NOTHING), request)
			.stream()
			.map(Network::id)
			.toList();
		return this.locks.holding(Set.copyOf(networks), () -> {
			RunPlan plan = RunPlan.of(this.snapshot.look(Touched.NOTHING.and(networks, List.of())), request,
					this.engine.apiVersion());
			return this.snapshot.attributed(Touched.named(request.name()), () -> {
				Made<ContainerId> made = this.engine.createContainer(plan.spec());
				return this.writes.seen(Touched.container(made.id()).and(networks, List.of()), () -> run(plan, made));
			});
		});
	}

	private Function<Topology, Changed<ContainerResponse>> run(RunPlan plan, Made<ContainerId> made) {
		// One that removes itself may be gone at the end; then the answer is what it was
		// before.
		Topology beforeStart = plan.spec().autoRemove() ? this.snapshot.refresh(Touched.container(made.id())).topology()
				: Topology.EMPTY;
		finish(plan, made.id());
		log.info("Ran container {} ({}, {})", plan.spec().name(), plan.spec().image(), made.id());
		return (now) -> response(made, now.container(made.id()).isPresent() ? now : beforeStart);
	}

	private void finish(RunPlan plan, ContainerId container) {
		try {
			if (!EngineFeature.ENDPOINTS_AT_CREATE.isIn(this.engine.apiVersion())) {
				List<Attachment> attachments = plan.spec().networks();
				for (int i = 1; i < attachments.size(); i++) {
					this.engine.connect(plan.networks().get(i).id(), container, attachments.get(i).endpoint());
				}
			}
			this.engine.start(container);
		}
		catch (MoorageException ex) {
			takeBack(container);
			throw ex;
		}
	}

	private void takeBack(ContainerId container) {
		try {
			this.engine.removeContainer(container, true);
		}
		catch (MoorageException ex) {
			log.warn("Could not remove container {} after its start failed: {}", container, ex.detail());
		}
	}

	private static Changed<ContainerResponse> response(Made<ContainerId> made, Topology topology) {
		Container container = topology.container(made.id())
			.orElseThrow(() -> new MoorageException(FaultCode.CONTAINER_NOT_FOUND, "The container " + made.id()
					+ " ran, ended and was removed before it could be looked at, as autoRemove asks."));
		return new Changed<>(ContainerResponse.of(topology, container), Outcome.CREATED,
				made.warning().stream().toList());
	}

}
