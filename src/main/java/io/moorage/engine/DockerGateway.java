package io.moorage.engine;

import java.io.IOException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

import io.moorage.fault.FaultCode;
import io.moorage.fault.MoorageException;
import io.moorage.topology.Container;
import io.moorage.topology.ContainerId;
import io.moorage.topology.Network;
import io.moorage.topology.NetworkId;
import io.moorage.topology.SwarmService;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

/**
 * Asks an engine through docker-java.
 */
@RequiredArgsConstructor
class DockerGateway implements EngineGateway, AutoCloseable {

	private static final Duration DEFAULT_STOP_GRACE = Duration.ofSeconds(10);

	private static final Duration MAX_STOP_GRACE = Duration.ofMinutes(10);

	private final EngineHttp http;

	private final ApiNegotiation negotiation;

	private final DockerCommands commands;

	private final Guarded guarded;

	@Override
	public Map<NetworkId, Network> listNetworks() {
		return meant(() -> look().listNetworks());
	}

	@Override
	public Listed list() {
		return meant(() -> look().list());
	}

	@Override
	public Inspected<NetworkId, Network> networks(Collection<NetworkId> ids) {
		return ids.isEmpty() ? new Inspected<>(List.of(), Map.of()) : meant(() -> look().networks(ids));
	}

	@Override
	public Inspected<ContainerId, Container> containers(Collection<ContainerId> ids) {
		return ids.isEmpty() ? new Inspected<>(List.of(), Map.of()) : meant(() -> look().containers(ids));
	}

	@Override
	public SwarmDetails details(NetworkId network) {
		return meant(() -> look().details(network));
	}

	@Override
	public Optional<List<SwarmService>> services() {
		return meant(() -> look().services());
	}

	private EngineLook look() {
		return new EngineLook(this.http, this.negotiation.version());
	}

	@Override
	public ApiVersion apiVersion() {
		return meant(this.negotiation::version);
	}

	@Override
	public Duration ping(Duration deadline) {
		long begin = System.nanoTime();
		this.negotiation.ping(deadline);
		return Duration.ofNanos(System.nanoTime() - begin);
	}

	@Override
	public EngineInfo info() {
		return info(ChronoUnit.FOREVER.getDuration());
	}

	@Override
	public EngineInfo info(Duration deadline) {
		return meant(() -> readInfo(deadline));
	}

	private EngineInfo readInfo(Duration deadline) {
		EngineRequest request = EngineRequest.of(EngineOperation.INFO).under(this.negotiation.version());
		Wire.Info info = Objects.requireNonNull(this.http.send(request, deadline, Wire.Info.class));
		Wire.Swarm swarm = info.swarm();
		Wire.Plugins plugins = info.plugins();
		return new EngineInfo(WireReader.text(info.id(), "unknown"), EngineInfo.DEFAULT_NAME,
				WireReader.text(info.serverVersion(), "unknown"), apiVersion().toString(),
				new EngineInfo.Platform(WireReader.text(info.osType(), ""), WireReader.text(info.architecture(), ""),
						WireReader.text(info.operatingSystem(), ""), WireReader.text(info.kernelVersion(), "")),
				WireReader.list(info.securityOptions())
					.stream()
					.anyMatch((option) -> option.startsWith("name=rootless")),
				new EngineInfo.Swarm((swarm != null) ? WireReader.text(swarm.localNodeState(), "inactive") : "inactive",
						swarm != null && WireReader.isTrue(swarm.controlAvailable())),
				WireReader.list(info.defaultAddressPools())
					.stream()
					.flatMap((pool) -> Stream.ofNullable(WireReader.subnet(pool.base()))
						.map((base) -> new EngineInfo.AddressPool(base, pool.size())))
					.toList(),
				WireReader.list((plugins != null) ? plugins.network() : null).stream().sorted().toList());
	}

	@Override
	public List<EngineInfo.Forbidden> forbids() {
		return meant(() -> {
			ApiVersion version = this.negotiation.version();
			this.guarded.find(version);
			return Stream.concat(EngineFeature.missingIn(version), this.guarded.forbidden()).toList();
		});
	}

	@Override
	public void requireNetworkWrites() {
		this.guarded.requireNetworkWrites();
	}

	@Override
	public Made<NetworkId> createNetwork(NetworkSpec spec) {
		Wire.Created created = ask(EngineRequest.of(EngineOperation.NETWORK_CREATE).body(EngineBodies.network(spec)),
				Wire.Created.class);
		return meant(() -> new Made<>(new NetworkId(created.id()), warning(created)));
	}

	@Override
	public void removeNetwork(NetworkId network) {
		tell(EngineRequest.of(EngineOperation.NETWORK_REMOVE, network), FaultCode.NETWORK_NOT_FOUND);
	}

	@Override
	public void connect(NetworkId network, ContainerId container, EndpointSpec endpoint) {
		tell(EngineRequest.of(EngineOperation.NETWORK_CONNECT, network).body(EngineBodies.connect(container, endpoint)),
				null);
	}

	@Override
	public void disconnect(NetworkId network, String container, boolean force) {
		tell(EngineRequest.of(EngineOperation.NETWORK_DISCONNECT, network)
			.body(EngineBodies.disconnect(container, force)), null);
	}

	@Override
	public Made<ContainerId> createContainer(ContainerSpec spec) {
		EngineRequest request = EngineRequest.of(EngineOperation.CONTAINER_CREATE)
			.body(EngineBodies.container(spec, apiVersion()));
		String name = spec.name();
		Wire.Created created = ask((name != null) ? request.query("name", name) : request, Wire.Created.class);
		return meant(() -> new Made<>(new ContainerId(created.id()), warning(created)));
	}

	@Override
	public void start(ContainerId container) {
		tell(EngineRequest.of(EngineOperation.CONTAINER_START, container), null);
	}

	@Override
	public void stop(ContainerId container, @Nullable Duration grace) {
		EngineRequest request = EngineRequest.of(EngineOperation.CONTAINER_STOP, container);
		tell((grace != null) ? request.query("t", Long.toString(grace.plusMillis(999).toSeconds())).grace(grace)
				: request.grace(graceOf(container)), null);
	}

	// A container may have been made with a grace of its own; less than none means for
	// ever.
	private Duration graceOf(ContainerId container) {
		Integer seconds = inspect(container).config().stopTimeout();
		if (seconds == null) {
			return DEFAULT_STOP_GRACE;
		}
		return (seconds < 0) ? MAX_STOP_GRACE : Duration.ofSeconds(Math.min(seconds, MAX_STOP_GRACE.toSeconds()));
	}

	@Override
	public void removeContainer(ContainerId container, boolean force) {
		tell(EngineRequest.of(EngineOperation.CONTAINER_REMOVE, container)
			.query("v", "true")
			.query("force", Boolean.toString(force)), FaultCode.CONTAINER_NOT_FOUND);
	}

	@Override
	public void pull(String image) {
		meant(() -> this.commands.pull(image));
	}

	@Override
	public boolean hasImage(String image) {
		return tell(EngineRequest.ofImage(EngineOperation.IMAGE_INSPECT, image), FaultCode.IMAGE_NOT_FOUND);
	}

	@Override
	public Made<ContainerId> createHelper(HelperSpec spec) {
		Wire.Created created = ask(EngineRequest.of(EngineOperation.CONTAINER_CREATE).body(HelperBody.of(spec)),
				Wire.Created.class);
		return meant(() -> new Made<>(new ContainerId(created.id()), warning(created)));
	}

	@Override
	public int awaitEnd(ContainerId container, Duration deadline) {
		EngineRequest request = EngineRequest.of(EngineOperation.CONTAINER_WAIT, container).grace(deadline);
		return meant(() -> Objects
			.requireNonNull(this.http.send(request.under(this.negotiation.version()), Duration.ZERO, Wire.Ended.class))
			.statusCode());
	}

	@Override
	public String output(ContainerId container) {
		return meant(() -> this.commands.output(container));
	}

	@Override
	public boolean hasOwnProcesses(ContainerId container) {
		String mode = inspect(container).hostConfig().pidMode();
		return mode == null || mode.isEmpty() || mode.equals("private");
	}

	private Wire.Container inspect(ContainerId container) {
		return ask(EngineRequest.of(EngineOperation.CONTAINER_INSPECT, container), Wire.Container.class);
	}

	private <T> T ask(EngineRequest request, Class<T> type) {
		return meant(() -> Objects.requireNonNull(this.http.send(request.under(this.negotiation.version()), type)));
	}

	/**
	 * Sends a request whose answer tells nothing.
	 * @param fine what it may be refused for, or null
	 * @return whether it was not
	 */
	private boolean tell(EngineRequest request, @Nullable FaultCode fine) {
		try {
			meant(() -> Optional.ofNullable(this.http.send(request.under(this.negotiation.version()), Void.class)));
			return true;
		}
		catch (MoorageException ex) {
			// The transport sends a DELETE again when the connection breaks, so what is
			// gone may well have gone at this very request.
			if (ex.code() != fine) {
				throw ex;
			}
			return false;
		}
	}

	private <T> T meant(Supplier<T> call) {
		try {
			return call.get();
		}
		catch (EngineRefusalException ex) {
			if (ex.engineMessage().contains("client version")) {
				// Another engine is there than the one that was agreed with.
				this.negotiation.forget();
			}
			throw Refusals.meaningOf(ex);
		}
		catch (MoorageException ex) {
			if (ex.code() == FaultCode.ENGINE_UNAVAILABLE || ex.code() == FaultCode.ENGINE_ERROR) {
				this.negotiation.forget();
			}
			throw ex;
		}
		catch (NullPointerException | IllegalArgumentException ex) {
			// JSON that fits, but lacks what every engine tells.
			throw EngineFailures.garbage("an object without what it must have", ex);
		}
	}

	@Override
	public void close() throws IOException {
		this.commands.close();
	}

	private static Optional<String> warning(Wire.Created created) {
		return Stream.concat(Stream.ofNullable(created.warning()), WireReader.list(created.warnings()).stream())
			.filter((warning) -> !warning.isBlank())
			.findFirst();
	}

}
