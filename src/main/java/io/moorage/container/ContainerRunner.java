package io.moorage.container;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;

import io.moorage.change.Action;
import io.moorage.change.Change;
import io.moorage.change.Changed;
import io.moorage.change.ContainerPermission;
import io.moorage.change.Outcome;
import io.moorage.change.Plan;
import io.moorage.change.Progress;
import io.moorage.change.Scope;
import io.moorage.change.Step;
import io.moorage.engine.ContainerSpec;
import io.moorage.engine.ContainerSpec.Attachment;
import io.moorage.engine.EndpointSpec;
import io.moorage.engine.EngineFeature;
import io.moorage.engine.EngineGateway;
import io.moorage.engine.PullPolicy;
import io.moorage.engine.EngineGateway.Made;
import io.moorage.fault.FaultCode;
import io.moorage.fault.MoorageException;
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

	private final ContainerPermission permission;

	private final PortListeners listeners;

	Change<Changed<ContainerResponse>> run(RunContainerRequest request) {
		return Change
			.of((topology) -> scope(RunPlan.networks(topology, request)), (topology) -> plan(topology, request))
			.remediedBy((failure) -> isPulled(failure, request));
	}

	private static Scope scope(List<Network> networks) {
		List<NetworkId> ids = networks.stream().map(Network::id).toList();
		return new Scope(networks.stream().map(Network::name).collect(Collectors.toSet()), false,
				Touched.NOTHING.and(ids, List.of()), true);
	}

	// A pull can take minutes.
	private boolean isPulled(MoorageException failure, RunContainerRequest request) {
		if (failure.code() != FaultCode.IMAGE_NOT_FOUND || request.pull() == PullPolicy.NEVER) {
			return false;
		}
		String image = image(request);
		log.info("Pulling image {}", image);
		this.engine.pull(image);
		return true;
	}

	private String image(RunContainerRequest request) {
		return this.permission.image(Objects.requireNonNull(request.image()));
	}

	private Plan<Changed<ContainerResponse>> plan(Topology topology, RunContainerRequest request) {
		this.permission.check();
		RunPlan run = RunPlan.of(topology, request, image(request), this.engine.apiVersion());
		ContainerSpec spec = run.spec();
		String name = Objects.requireNonNullElse(spec.name(), "(a name that the engine chooses)");
		// One that removes itself may be gone at the end; then the answer is what it was
		// before it ran.
		AtomicReference<Topology> beforeStart = new AtomicReference<>(Topology.EMPTY);
		Step step = new Step(Action.CREATE, "container", null, name,
				"Run " + spec.image() + " as " + name + " on "
						+ String.join(", ", run.networks().stream().map(Network::name).toList()) + ".",
				List.of(), (engine, progress) -> {
					Made<ContainerId> made = engine.createContainer(spec);
					progress.madeContainer(made);
					if (spec.autoRemove()) {
						beforeStart.set(this.snapshot.refresh(Touched.container(made.id())).topology());
					}
					finish(run, made.id());
				})
			.basedOn(spec);
		Touched touched = Touched.named(spec.name()).and(run.networks().stream().map(Network::id).toList(), List.of());
		return Plan.of(step, List.of(), touched, (now, progress) -> response(progress,
				now.container(progress.container()).isPresent() ? now : beforeStart.get()));
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
			throw this.listeners.named(ex, plan.spec().ports());
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

	private static Changed<ContainerResponse> response(Progress progress, Topology topology) {
		Container container = topology.container(progress.container())
			.orElseThrow(
					() -> new MoorageException(FaultCode.CONTAINER_NOT_FOUND, "The container " + progress.container()
							+ " ran, ended and was removed before it could be looked at, as autoRemove asks."));
		return new Changed<>(ContainerResponse.of(topology, container), Outcome.CREATED, progress.warnings());
	}

}
