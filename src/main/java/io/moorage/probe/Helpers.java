package io.moorage.probe;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

import io.moorage.access.Audit;
import io.moorage.change.Action;
import io.moorage.change.ContainerPermission;
import io.moorage.engine.EngineGateway;
import io.moorage.engine.HelperSpec;
import io.moorage.engine.PullPolicy;
import io.moorage.fault.FaultCode;
import io.moorage.fault.MoorageException;
import io.moorage.topology.Container;
import io.moorage.topology.ContainerId;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Runs helpers. Each is removed before its output is returned; what an engine that went
 * away, or a killed service, leaves behind is swept by {@link HelperSweeper}, which finds
 * it by its label.
 */
@Component
@RequiredArgsConstructor
@Slf4j
public class Helpers {

	// The engine starts a container in half a second, but in many when it is busy.
	private static final Duration SLACK = Duration.ofSeconds(20);

	// What time, timeout and shells end with.
	private static final int NOT_EXECUTABLE = 126;

	private static final int NOT_THERE = 127;

	private static final Pattern JOINS_NOBODY = Pattern.compile("cannot join |is restarting");

	private static final Pattern LACKS = Pattern
		.compile("executable file not found|no such file or directory: unknown");

	private final EngineGateway engine;

	private final ContainerPermission permission;

	private final ProbeProperties properties;

	private final Audit audit;

	// Its value tells which service made it.
	private final Map<String, String> labels = Map.of(Container.HELPER_LABEL, UUID.randomUUID().toString());

	private final Set<ContainerId> live = ConcurrentHashMap.newKeySet();

	/**
	 * Checks that helpers may be run.
	 * @throws MoorageException {@code containers-disabled}
	 */
	public void check() {
		this.permission.check();
	}

	/**
	 * Returns the image of helpers.
	 */
	public String image() {
		return this.properties.image();
	}

	/**
	 * Finds out whether the image has to be pulled before there can be helpers.
	 * @return whether the engine does not have it
	 * @throws MoorageException {@code probe-image-missing} when it may not be pulled
	 * either, and what the engine else says
	 */
	public boolean needsPull() {
		boolean missing = !this.engine.hasImage(image());
		if (missing) {
			checkPull();
		}
		return missing;
	}

	/**
	 * Runs a command in a container's network namespace, with a line of its own in the
	 * audit trail.
	 * @param container whose, which runs or is paused
	 * @param task what to do
	 * @return what came of it
	 * @throws MoorageException {@code audit-unavailable}, and as {@link #runPlanned}
	 */
	public HelperOutput run(Container container, HelperTask task) {
		check();
		Audit.Begun begun = this.audit.begin(null,
				List.of(new Audit.Act(Action.CREATE.toString(), "helper", container.id().value(), container.name())));
		return begun.attempt(() -> {
			HelperOutput output = runPlanned(container, task);
			begun.done(List.of());
			return output;
		});
	}

	/**
	 * Runs a command in a container's network namespace for a plan that is carried out:
	 * one of its steps names the container, so that the plan's line in the audit trail
	 * tells of the helper already.
	 * @param container whose, which runs or is paused
	 * @param task what to do
	 * @return what came of it
	 * @throws MoorageException {@code containers-disabled},
	 * {@code container-not-running}, {@code container-not-found},
	 * {@code probe-image-missing} when it is not there or lacks a tool,
	 * {@code engine-timeout} when it takes much longer than its limit, and what the
	 * engine else says
	 */
	public HelperOutput runPlanned(Container container, HelperTask task) {
		check();
		ContainerId helper = create(new HelperSpec(this.properties.image(), task.command(), container.id(),
				task.processes(), task.capabilities(), this.labels));
		this.live.add(helper);
		try {
			start(helper, container);
			int exitCode = this.engine.awaitEnd(helper, task.limit().plus(SLACK));
			String output = this.engine.output(helper);
			if (exitCode == NOT_EXECUTABLE || exitCode == NOT_THERE) {
				throw unusable(output.strip(), null);
			}
			return new HelperOutput(exitCode, output);
		}
		finally {
			remove(helper);
			this.live.remove(helper);
		}
	}

	private void start(ContainerId helper, Container container) {
		try {
			this.engine.start(helper);
		}
		catch (MoorageException ex) {
			String message = String.valueOf(ex.facts().get("engineMessage"));
			if (JOINS_NOBODY.matcher(message).find()) {
				throw new MoorageException(FaultCode.CONTAINER_NOT_RUNNING,
						"The container " + container.name() + " does not run any more. Start it first.",
						Map.of("container", container.ref(), "engineMessage", message), ex);
			}
			throw LACKS.matcher(message).find() ? unusable(message, ex) : ex;
		}
	}

	private MoorageException unusable(String message, @Nullable MoorageException cause) {
		return new MoorageException(FaultCode.PROBE_IMAGE_MISSING, "The image " + this.properties.image()
				+ " cannot run what probes need: ping, nc, nslookup, time, timeout and sh. Set moorage.probe.image to one with busybox.",
				Map.of("image", this.properties.image(), "engineMessage", message), cause);
	}

	private ContainerId create(HelperSpec spec) {
		try {
			return this.engine.createHelper(spec).id();
		}
		catch (MoorageException ex) {
			if (ex.code() != FaultCode.IMAGE_NOT_FOUND) {
				throw ex;
			}
			pull();
			return this.engine.createHelper(spec).id();
		}
	}

	private void checkPull() {
		if (this.properties.pull() == PullPolicy.NEVER) {
			throw new MoorageException(FaultCode.PROBE_IMAGE_MISSING, "The engine does not have the image " + image()
					+ " that probes run, and may not pull it (moorage.probe.pull is never). Pull it by hand, or name another in moorage.probe.image.",
					Map.of("image", image()));
		}
	}

	/**
	 * Pulls the image.
	 * @throws MoorageException {@code probe-image-missing} when it cannot be had,
	 * {@code engine-unavailable}, {@code engine-busy}
	 */
	public void pull() {
		checkPull();
		String image = image();
		try {
			log.info("Pulling image {} for probes", image);
			this.engine.pull(image);
		}
		catch (MoorageException ex) {
			if (ex.code() == FaultCode.ENGINE_UNAVAILABLE || ex.code() == FaultCode.ENGINE_BUSY) {
				throw ex;
			}
			throw new MoorageException(FaultCode.PROBE_IMAGE_MISSING, "The engine does not have the image " + image
					+ " that probes run, and could not pull it. Pull it by hand, or name another in moorage.probe.image.",
					Map.of("image", image, "engineMessage", ex.facts().getOrDefault("engineMessage", ex.detail())), ex);
		}
	}

	private void remove(ContainerId helper) {
		try {
			this.engine.removeContainer(helper, true);
		}
		catch (MoorageException ex) {
			log.warn("Helper {} is not removed yet: {}", helper, ex.detail());
		}
	}

	/**
	 * Tells whether a helper is at work for this service.
	 */
	boolean isLive(ContainerId helper) {
		return this.live.contains(helper);
	}

}
