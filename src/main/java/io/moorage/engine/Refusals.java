package io.moorage.engine;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import io.moorage.fault.FaultCode;
import io.moorage.fault.InvalidField;
import io.moorage.fault.MoorageException;

/**
 * Gives the engine's refusals their meaning, by its words first: generations of the
 * engine answer the same mistake with 400, 403, 404, 409 or 500, but hardly change the
 * text.
 *
 * <p>
 * Source: the messages of Docker Engine 20.10 to 29.
 */
final class Refusals {

	// The order matters: the first that is found counts.
	private static final List<Rule> RULES = List.of(rule(
			"port is already allocated|failed to bind host port|ports are not available|address already in use \\(listen|bind: address already in use",
			FaultCode.PORT_IN_USE,
			"The host's port is in use by another container or program. Choose another hostPort."),
			rule("network with name .* already exists", FaultCode.NETWORK_EXISTS,
					"A network of this name exists already. Choose another name."),
			rule("pre-defined network|permitted on predefined|only one instance of", FaultCode.BUILT_IN_NETWORK,
					"The engine's own networks, and the drivers host and null, exist exactly once and stay."),
			rule("same bridge name", FaultCode.BRIDGE_NAME_IN_USE,
					"Another network has this bridge name. Choose another com.docker.network.bridge.name."),
			rule("pool overlaps|networks have overlapping|overlaps with (the )?(other|existing)",
					FaultCode.SUBNET_OVERLAP,
					"The subnet overlaps one that is in use on the engine's host. Choose another one."),
			rule("could not find an available, non-overlapping|predefined address pools have been fully subnetted",
					FaultCode.ADDRESS_POOLS_EXHAUSTED,
					"Every default address pool of the engine is in use. Name a subnet, or remove networks that nobody uses."),
			rule("plugin (\".*\" )?not found", FaultCode.UNKNOWN_DRIVER,
					"The engine has no such driver. GET /engine lists those that it has."),
			rule("not a swarm manager|when swarm is not active|from a worker node", FaultCode.SWARM_REQUIRED,
					"The engine is not a Swarm manager. Run docker swarm init on it, or ask a manager."),
			rule("active endpoints|is in use by (service|task)|configuration network .* is in use",
					FaultCode.NETWORK_IN_USE, "Somebody uses the network. Disconnect them first."),
			rule("configuration-only network", FaultCode.NETWORK_CONFIG_ONLY,
					"The network only holds settings for others; no container can be on it."),
			rule("already exists in network|is already attached to network", FaultCode.ALREADY_CONNECTED,
					"The container is on the network already."),
			rule("host network|sharing network namespace|private \\(none\\) mode|none network",
					FaultCode.NETWORK_MODE_CONFLICT,
					"The container's network mode allows no further network. Run it anew on the networks that it needs."),
			rule("ip address is supported (only when connecting|on user)", FaultCode.ADDRESS_NOT_CHOOSABLE,
					"On this network no address can be chosen, since the engine chose its subnet. Leave the address out."),
			rule("network-scoped alias", FaultCode.ALIASES_NOT_SUPPORTED,
					"Aliases work only on networks that people create. Leave them out."),
			rule("does not belong to any of this network's subnets|no configured subnet",
					FaultCode.ADDRESS_OUTSIDE_SUBNET,
					"The address is outside the network's subnets. Choose one inside, or leave it out."),
			rule("address already in use", FaultCode.ADDRESS_IN_USE,
					"The address is in use on the network. Choose another one, or leave it out."),
			rule("no available (ipv[46] )?address", FaultCode.ADDRESS_POOL_EXHAUSTED,
					"The network has no free address left. Disconnect somebody, or create a larger network."),
			rule("not manually attachable", FaultCode.NETWORK_NOT_ATTACHABLE,
					"The network is for Swarm services alone. Create one with attachable: true."),
			rule("is not connected to (the )?network", FaultCode.NOT_CONNECTED, "The container is not on the network."),
			rule("no such container", FaultCode.CONTAINER_NOT_FOUND,
					"The container is gone. GET /containers lists those that are there."),
			rule("no such image", FaultCode.IMAGE_NOT_FOUND, "The engine does not have the image."),
			rule("is already in use by container", FaultCode.CONTAINER_EXISTS,
					"A container of this name exists already. Choose another name, or remove it first."),
			rule("cannot remove a running container|stop the container before|container is (running|paused)",
					FaultCode.CONTAINER_RUNNING, "The container is running. Stop it first, or use force=true."),
			rule("could not find a network matching network mode", FaultCode.NETWORK_GONE,
					"The network that the container was made on (its network mode) is gone. Make one of that name again, or run the container anew."),
			rule("network \\S+ not found|no such network", FaultCode.NETWORK_NOT_FOUND,
					"The network is gone. GET /networks lists those that are there."));

	private static final Pattern NO_CONFIGURATION = Pattern.compile("configuration network .* does not exist",
			Pattern.CASE_INSENSITIVE);

	private static final Pattern KERNEL_LACKS = Pattern.compile("operation not supported|protocol not supported",
			Pattern.CASE_INSENSITIVE);

	// A 500 whose words say that what was asked is wrong, or cannot be now.
	private static final Pattern BAD_INPUT = Pattern.compile(
			"invalid|unsupported|not supported|failed to parse|must be|cannot be|is already using|conflict|not allowed|not permitted|marked for removal|no such device|failed to create the|is not a bridge|cannot assign requested address",
			Pattern.CASE_INSENSITIVE);

	private Refusals() {
	}

	/**
	 * Gives a refusal its meaning.
	 * @param refusal what the engine said
	 * @return the exception to throw, always with the fact {@code engineMessage}
	 */
	static MoorageException meaningOf(EngineRefusalException refusal) {
		String message = refusal.engineMessage();
		Map<String, Object> facts = new LinkedHashMap<>();
		facts.put("engineMessage", message);
		if (NO_CONFIGURATION.matcher(message).find()) {
			String detail = "No network of this name holds settings for others (configOnly). Create it first.";
			facts.put("errors", List.of(new InvalidField("/configFrom", detail)));
			return new MoorageException(FaultCode.INVALID_REQUEST, detail, facts, refusal);
		}
		for (Rule rule : RULES) {
			if (rule.words().matcher(message).find()) {
				return new MoorageException(rule.code(), rule.detail(), facts, refusal);
			}
		}
		if (KERNEL_LACKS.matcher(message).find()) {
			facts.put("requires", Map.of("kernel", "the network driver's module"));
			return new MoorageException(FaultCode.NOT_SUPPORTED_BY_ENGINE,
					"The kernel of the engine's host lacks the driver's module: " + sentence(message), facts, refusal);
		}
		boolean refused = refusal.status() < 500 || BAD_INPUT.matcher(message).find();
		return new MoorageException(refused ? FaultCode.ENGINE_REFUSED : FaultCode.ENGINE_ERROR,
				(refused ? "The engine refused: " : "The engine failed: ") + sentence(message), facts, refusal);
	}

	private static String sentence(String message) {
		return message.endsWith(".") ? message : message + ".";
	}

	private static Rule rule(String words, FaultCode code, String detail) {
		return new Rule(Pattern.compile(words, Pattern.CASE_INSENSITIVE), code, detail);
	}

	private record Rule(Pattern words, FaultCode code, String detail) {

	}

}
