package io.moorage.engine;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

import io.moorage.fault.FaultCode;
import io.moorage.fault.MoorageException;

/**
 * Names what not every engine can do. An engine that is too old mostly ignores what it is
 * asked without a word, so a caller checks before it asks.
 *
 * <p>
 * Sources: the API versions 1.41 to 1.55 and their engines.
 */
public enum EngineFeature {

	/** Several networks, and a MAC address on each, when a container is made. */
	ENDPOINTS_AT_CREATE(new ApiVersion(1, 44), "25.0"),
	/** Addresses are checked before anything is stored. */
	ENDPOINT_CHECKS(new ApiVersion(1, 44), "25.0"),
	/**
	 * A container whose first network is gone is connected to no other while it runs, and
	 * does not start while it is on others. Tried on 20.10, which does both, and on 26.1
	 * and 28.5, which do not; the version is where moby began to look that network up.
	 */
	FIRST_NETWORK_REQUIRED(new ApiVersion(1, 44), "25.0"),
	/**
	 * Networks of scope global without a Swarm. Tried on 20.10, which refuses them, and
	 * on 26.1 and 28.5, which make them; those between are taken for like 20.10.
	 */
	GLOBAL_SCOPE(new ApiVersion(1, 44), "25.0"),
	/** A subnet of its own for IPv6 where none was asked for. */
	AUTOMATIC_IPV6(new ApiVersion(1, 46), "27.0"),
	/** Isolation and enable_icc hold over IPv6 too, unless ip6tables is switched off. */
	IPV6_FILTER(new ApiVersion(1, 46), "27.0"),
	/** How a bridge's addresses reach the outside: the option gateway_mode. */
	GATEWAY_MODE(new ApiVersion(1, 46), "27.0"),
	/** Kernel parameters of an endpoint. */
	ENDPOINT_SYSCTLS(new ApiVersion(1, 46), "27.0"),
	/** The gateway modes nat-unprotected and isolated. */
	MORE_GATEWAY_MODES(new ApiVersion(1, 48), "28.0"),
	/** The name of an endpoint's interface inside the container. */
	ENDPOINT_INTERFACE_NAME(new ApiVersion(1, 48), "28.0"),
	/** Interfaces from which published ports are reached directly. */
	TRUSTED_HOST_INTERFACES(new ApiVersion(1, 50), "28.2"),
	/** Networks without IPv4. */
	IPV4_OFF(new ApiVersion(1, 48), "28.0"),
	/** Which endpoint gives the default route. */
	GATEWAY_PRIORITY(new ApiVersion(1, 48), "28.0"),
	/**
	 * A MAC address when a container is connected.
	 */
	MAC_ADDRESS_AT_CONNECT(new ApiVersion(1, 54), "29.3");

	private final ApiVersion since;

	private final String engine;

	EngineFeature(ApiVersion since, String engine) {
		this.since = since;
		this.engine = engine;
	}

	/**
	 * Tells whether an engine can do this.
	 * @param version the API version that the engine speaks
	 * @return whether it can
	 */
	public boolean isIn(ApiVersion version) {
		return version.isAtLeast(this.since);
	}

	/**
	 * Lists what callers may ask for that an engine cannot do.
	 * @param version the API version that the engine speaks
	 */
	static Stream<EngineInfo.Forbidden> missingIn(ApiVersion version) {
		return Stream.of(values())
			.filter((feature) -> feature.isAsked() && !feature.isIn(version))
			.map((feature) -> new EngineInfo.Forbidden(feature.toString(), feature.requires()));
	}

	// The others this service makes up for.
	private boolean isAsked() {
		return this != ENDPOINT_CHECKS && this != AUTOMATIC_IPV6 && this != IPV6_FILTER
				&& this != FIRST_NETWORK_REQUIRED && this != GLOBAL_SCOPE;
	}

	// The lowest apiVersion, and the engine that came with it.
	private Map<String, String> requires() {
		Map<String, String> requires = new LinkedHashMap<>();
		requires.put("apiVersion", this.since.toString());
		requires.put("engine", this.engine);
		return requires;
	}

	@Override
	public String toString() {
		return name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

	/**
	 * Throws unless an engine can do this.
	 * @param version the API version that the engine speaks
	 * @param pointer where it was asked for, a JSON pointer
	 * @throws MoorageException {@code not-supported-by-engine} with what it takes
	 */
	public void require(ApiVersion version, String pointer) {
		if (!isIn(version)) {
			throw new MoorageException(FaultCode.NOT_SUPPORTED_BY_ENGINE,
					pointer + " needs Docker Engine " + this.engine + " (API " + this.since + "); this one speaks API "
							+ version + " and would ignore it. Leave it out, or upgrade the engine.",
					Map.of("requires", requires(), "pointer", pointer));
		}
	}

}
