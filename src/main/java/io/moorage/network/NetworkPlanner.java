package io.moorage.network;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.moorage.address.SubnetAllocation;
import io.moorage.driver.KernelSupport;
import io.moorage.engine.ApiVersion;
import io.moorage.engine.EngineFeature;
import io.moorage.engine.EngineGateway;
import io.moorage.engine.EngineInfo;
import io.moorage.engine.NetworkSpec;
import io.moorage.fault.FaultCode;
import io.moorage.fault.InvalidField;
import io.moorage.fault.MoorageException;
import io.moorage.topology.Network;
import io.moorage.topology.Scope;
import io.moorage.topology.Topology;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import jakarta.validation.Validator;
import lombok.RequiredArgsConstructor;

import org.springframework.stereotype.Component;

/**
 * Makes what the engine shall be asked for out of what a caller asked for, after checking
 * it against what is there: an old engine refuses with words that help nobody, or does
 * not refuse at all.
 */
@Component
@RequiredArgsConstructor
class NetworkPlanner {

	private final EngineGateway engine;

	private final Validator validator;

	private final SubnetAllocation allocation;

	private final HostRights rights;

	private final KernelSupport kernel;

	/**
	 * Plans to make a network anew. Its parts come from what is there and from what was
	 * asked for, so they need not fit each other.
	 * @param request what it shall be, whole
	 * @param topology a fresh look at the engine, without the network itself
	 * @return what to ask the engine for
	 * @throws MoorageException when the engine could not, or would not, make it
	 */
	NetworkSpec planAnew(CreateNetworkRequest request, Topology topology) {
		List<InvalidField> mistakes = mistakes(request);
		if (!mistakes.isEmpty()) {
			throw MoorageException.invalid(mistakes);
		}
		return plan(request, topology);
	}

	/**
	 * Finds what the request alone shows to be wrong.
	 */
	List<InvalidField> mistakes(CreateNetworkRequest request) {
		return this.validator.validate(request)
			.stream()
			.map((violation) -> new InvalidField(pointer(violation.getPropertyPath()), violation.getMessage()))
			.distinct()
			.toList();
	}

	private static String pointer(Path path) {
		StringBuilder pointer = new StringBuilder();
		for (Path.Node node : path) {
			if (node.isInIterable() && node.getIndex() != null) {
				pointer.append('/').append(node.getIndex());
			}
			if (node.isInIterable() && node.getKey() != null) {
				pointer.append('/').append(InvalidField.step(String.valueOf(node.getKey())));
			}
			if (node.getKind() == ElementKind.PROPERTY) {
				pointer.append('/').append(InvalidField.step(String.valueOf(node.getName())));
			}
		}
		return pointer.toString();
	}

	/**
	 * Finds what the caller should know of a network's subnets, though it can be made.
	 */
	List<String> warnings(NetworkSpec spec, Topology topology) {
		return NetworkSpecs.whole(spec, topology)
			.ipam()
			.pools()
			.stream()
			.flatMap((pool) -> this.allocation.warning(topology, pool.subnet()).stream())
			.toList();
	}

	/**
	 * Plans a new network. The caller sees to it that nobody else makes one meanwhile.
	 * @param request what was asked for, consistent in itself
	 * @param topology a fresh look at the engine
	 * @return what to ask the engine for
	 * @throws MoorageException when the engine could not, or would not, make it
	 */
	NetworkSpec plan(CreateNetworkRequest request, Topology topology) {
		return check(NetworkSpecs.of(request, topology, this.allocation, this.engine.apiVersion()), topology);
	}

	/**
	 * Checks what the engine shall be asked for.
	 * @param spec what a network shall be
	 * @param topology a fresh look at the engine
	 * @return the same
	 * @throws MoorageException when the engine could not, or would not, make it
	 */
	NetworkSpec check(NetworkSpec spec, Topology topology) {
		this.rights.check(spec, topology);
		ApiVersion version = this.engine.apiVersion();
		checkDriver(spec);
		checkConfigFrom(spec, topology);
		if (!spec.ipv4()) {
			EngineFeature.IPV4_OFF.require(version, "/ipv4");
		}
		DriverOptionAges.check(spec.options(), version, "/options");
		checkName(spec, topology);
		checkSwarm(spec, version);
		NetworkSpec whole = NetworkSpecs.whole(spec, topology);
		checkKernel(whole);
		SubnetOverlap.check(whole, topology, this.allocation);
		checkBridgeName(whole, topology);
		return spec;
	}

	// Every engine has the bridge, and asking for the others takes it a while.
	private void checkDriver(NetworkSpec spec) {
		if (spec.driver().equals("bridge") || spec.configOnly()) {
			return;
		}
		EngineInfo info = this.engine.info();
		boolean known = info.drivers().contains(spec.driver()) || info.drivers().contains(spec.driver() + ":latest");
		if (!known) {
			throw new MoorageException(
					FaultCode.UNKNOWN_DRIVER, "The engine has no driver \"" + spec.driver() + "\". It has "
							+ String.join(", ", info.drivers()) + ".",
					Map.of("pointer", "/driver", "available", info.drivers()));
		}
	}

	private void checkSwarm(NetworkSpec spec, ApiVersion version) {
		boolean global = spec.scope() == Scope.GLOBAL && !EngineFeature.GLOBAL_SCOPE.isIn(version);
		boolean needed = spec.driver().equals("overlay") || spec.scope() == Scope.SWARM || spec.ingress() || global;
		if (needed && !spec.configOnly() && !this.engine.info().swarm().manager()) {
			String what = spec.ingress() ? "with ingress" : (global || spec.scope() == Scope.SWARM)
					? "of scope " + spec.scope() : "of driver " + spec.driver();
			throw new MoorageException(FaultCode.SWARM_REQUIRED, "Networks " + what
					+ " need an engine that manages a Swarm. Run docker swarm init on it, or ask a manager.");
		}
	}

	private void checkKernel(NetworkSpec spec) {
		if (!spec.driver().equals("bridge") && !spec.configOnly()) {
			this.kernel.check(spec.driver(), spec.options(), this.engine.info());
		}
	}

	private static void checkConfigFrom(NetworkSpec spec, Topology topology) {
		String from = spec.configFrom();
		if (from != null && topology.networks()
			.stream()
			.noneMatch((network) -> network.configOnly() && network.name().equals(from))) {
			throw MoorageException.invalid("/configFrom",
					"No network named \"" + from + "\" holds settings for others (configOnly). Create it first.");
		}
	}

	private static void checkName(NetworkSpec spec, Topology topology) {
		if (Network.BUILT_IN_NAMES.contains(spec.name())) {
			throw new MoorageException(FaultCode.BUILT_IN_NETWORK,
					"The engine keeps the name " + spec.name() + " for itself. Choose another name.");
		}
		if (spec.driver().equals("host") || spec.driver().equals("null")) {
			String name = spec.driver().equals("host") ? "host" : "none";
			throw new MoorageException(FaultCode.BUILT_IN_NETWORK, "There is exactly one network of driver "
					+ spec.driver() + ", named " + name + ", and no second one can be made. Use " + name + " itself.");
		}
		Optional<Network> namesake = topology.networksNamed(spec.name()).stream().findFirst();
		if (namesake.isPresent()) {
			throw new MoorageException(FaultCode.NETWORK_EXISTS,
					"A network named \"" + spec.name() + "\" exists already. Choose another name, or use that one.",
					Map.of("network", namesake.get().ref()));
		}
	}

	private static void checkBridgeName(NetworkSpec spec, Topology topology) {
		String name = spec.options().get(Network.BRIDGE_NAME);
		topology.networks()
			.stream()
			.filter((network) -> name != null && network.bridge().filter(name::equals).isPresent())
			.findFirst()
			.ifPresent((network) -> {
				throw new MoorageException(
						FaultCode.BRIDGE_NAME_IN_USE, "The network " + network.name() + " has the bridge " + name
								+ " already. Choose another " + Network.BRIDGE_NAME + ", or leave it out.",
						Map.of("network", network.ref()));
			});
	}

}
