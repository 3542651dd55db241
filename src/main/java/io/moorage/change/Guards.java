package io.moorage.change;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.moorage.fault.FaultCode;
import io.moorage.fault.MoorageException;
import io.moorage.topology.Network;
import io.moorage.topology.Topology;
import org.jspecify.annotations.Nullable;

/**
 * Keeps networks from those whose they are not.
 */
public final class Guards {

	private Guards() {
	}

	/**
	 * Checks whether a network may be removed, replaced, or emptied.
	 * @param topology what is there
	 * @param network the network
	 * @param overridden what the caller goes on in spite of
	 * @param owner on whose behalf, where a set is applied, else null
	 * @throws MoorageException {@code built-in-network}, {@code protected-network} or
	 * {@code managed-elsewhere}
	 */
	public static void check(Topology topology, Network network, Set<Overridden> overridden, @Nullable String owner) {
		checkSystem(network, overridden);
		checkProtection(topology, network);
		checkManager(topology, network, overridden, owner);
	}

	/**
	 * Tells why a network may not be removed, replaced, or emptied.
	 * @param topology what is there
	 * @param network the network
	 * @param overridden what the caller would go on in spite of
	 * @return what {@link #check} would throw, or empty
	 */
	public static Optional<MoorageException> refusal(Topology topology, Network network, Set<Overridden> overridden) {
		try {
			check(topology, network, overridden, null);
			return Optional.empty();
		}
		catch (MoorageException ex) {
			return Optional.of(ex);
		}
	}

	/**
	 * Checks whether the engine made a network for itself.
	 * @param network the network
	 * @param overridden what the caller goes on in spite of
	 * @throws MoorageException {@code built-in-network}
	 */
	public static void checkSystem(Network network, Set<Overridden> overridden) {
		if (network.isBuiltIn()) {
			throw new MoorageException(FaultCode.BUILT_IN_NETWORK,
					"The network " + network.name() + " comes with the engine and cannot be changed or removed.",
					Map.of("network", network.ref()));
		}
		if (network.isSystem() && !overridden.contains(Overridden.SYSTEM)) {
			throw new MoorageException(FaultCode.BUILT_IN_NETWORK,
					"The engine made the network " + network.name()
							+ " for its Swarm. Send override=system if it shall go nevertheless.",
					Map.of("network", network.ref()));
		}
	}

	/**
	 * Checks whether a network is protected.
	 * @param topology what is there
	 * @param network the network
	 * @throws MoorageException {@code protected-network}
	 */
	public static void checkProtection(Topology topology, Network network) {
		topology.notes()
			.protection(network)
			.filter((protection) -> protection.isInForce(Clock.systemUTC().instant()))
			.ifPresent((protection) -> {
				Map<String, Object> facts = new LinkedHashMap<>();
				facts.put("network", network.ref());
				facts.put("protection", ProtectionResponse.of(protection));
				throw new MoorageException(FaultCode.PROTECTED_NETWORK, "The network " + network.name()
						+ " is protected (" + protection.reason() + ")."
						+ (protection.by().equals("settings") ? " Only a change of the settings lifts that."
								: " DELETE /networks/" + network.name() + "/protection lifts that, if you may."),
						facts);
			});
	}

	private static void checkManager(Topology topology, Network network, Set<Overridden> overridden,
			@Nullable String owner) {
		ManagedBy manager = ManagedBy.of(topology, network);
		boolean own = manager.kind().equals("moorage") && String.valueOf(manager.project()).equals(owner);
		if (manager.isNobody() || own || overridden.contains(Overridden.MANAGED)) {
			return;
		}
		String who = (manager.project() != null) ? manager.kind() + " (" + manager.project() + ")" : manager.kind();
		String remedy = manager.remedy(topology);
		throw new MoorageException(FaultCode.MANAGED_ELSEWHERE,
				"The network " + network.name() + " is declared by " + who + ", which would change it back. " + remedy
						+ " Or send override=managed to go on nevertheless.",
				Map.of("network", network.ref(), "managedBy", manager, "remedy", remedy));
	}

}
