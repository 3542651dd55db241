package io.moorage.container;

import java.util.List;
import java.util.Map;

import io.moorage.fault.FaultCode;
import io.moorage.fault.MoorageException;
import io.moorage.port.ListeningPorts;
import io.moorage.port.ListeningPorts.Holder;
import io.moorage.snapshot.Snapshot;
import io.moorage.topology.PortMapping;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;

import org.springframework.stereotype.Component;

/**
 * Names the container that listens on a port which the engine found in use. Who publishes
 * a port is known before; who listens is asked only then, since it takes a helper for
 * each container on the host's network.
 */
@Component
@RequiredArgsConstructor
@Slf4j
class PortListeners {

	private final ListeningPorts listeners;

	private final Snapshot snapshot;

	/**
	 * Adds who listens to a refusal.
	 * @param refusal what the engine refused
	 * @param ports what was to be published
	 * @return the refusal with the {@code container} that has the port, or as it is when
	 * it is another one, or nobody knows
	 */
	MoorageException named(MoorageException refusal, List<PortMapping> ports) {
		if (refusal.code() != FaultCode.PORT_IN_USE) {
			return refusal;
		}
		try {
			return this.listeners.holder(this.snapshot.read().topology(), ports)
				.map((holder) -> named(refusal, holder))
				.orElse(refusal);
		}
		catch (MoorageException ex) {
			log.info("Not known who listens on the port: {}", ex.detail());
			return refusal;
		}
	}

	private static MoorageException named(MoorageException refusal, Holder holder) {
		return new MoorageException(FaultCode.PORT_IN_USE,
				"The container " + holder.container().name() + ", which is on the host's network, listens on port "
						+ holder.port() + "/" + holder.protocol()
						+ ". Choose another hostPort, leave it out, or stop that container.",
				Map.of("container", holder.container(), "engineMessage",
						refusal.facts().getOrDefault("engineMessage", refusal.detail())),
				refusal);
	}

}
