package io.moorage.engine;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.core.NameParser;
import io.moorage.fault.FaultCode;
import io.moorage.fault.MoorageException;
import io.moorage.topology.ContainerId;
import io.moorage.topology.NetworkId;
import io.moorage.topology.Subnet;
import io.moorage.topology.Topology;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

/**
 * Asks an engine through docker-java.
 */
@RequiredArgsConstructor
class DockerGateway implements EngineGateway {

	private static final Duration DEFAULT_STOP_GRACE = Duration.ofSeconds(10);

	private final EngineHttp http;

	private final ApiNegotiation negotiation;

	private final DockerClient client;

	private final EngineProperties properties;

	@Override
	public Topology look() {
		return meant(() -> new EngineLook(this.http, this.negotiation.version()).take());
	}

	@Override
	public ApiVersion apiVersion() {
		return meant(this.negotiation::version);
	}

	@Override
	public Duration ping() {
		long begin = System.nanoTime();
		this.negotiation.ping(this.properties.connectTimeout());
		return Duration.ofNanos(System.nanoTime() - begin);
	}

	@Override
	public EngineInfo info() {
		Wire.Info info = ask(EngineRequest.get("/info"), Wire.Info.class);
		Wire.Swarm swarm = info.swarm();
		Wire.Plugins plugins = info.plugins();
		return new EngineInfo("default", WireReader.text(info.serverVersion(), "unknown"), apiVersion().toString(),
				new EngineInfo.Platform(WireReader.text(info.osType(), ""), WireReader.text(info.architecture(), ""),
						WireReader.text(info.operatingSystem(), ""), WireReader.text(info.kernelVersion(), "")),
				WireReader.list(info.securityOptions())
					.stream()
					.anyMatch((option) -> option.startsWith("name=rootless")),
				new EngineInfo.Swarm((swarm != null) ? WireReader.text(swarm.localNodeState(), "inactive") : "inactive",
						swarm != null && WireReader.isTrue(swarm.controlAvailable())),
				WireReader.list(info.defaultAddressPools())
					.stream()
					.map((pool) -> new EngineInfo.AddressPool(Subnet.parse(pool.base()), pool.size()))
					.toList(),
				WireReader.list((plugins != null) ? plugins.network() : null).stream().sorted().toList());
	}

	@Override
	public Made<NetworkId> createNetwork(NetworkSpec spec) {
		Wire.Created created = ask(EngineRequest.post("/networks/create", EngineBodies.network(spec)),
				Wire.Created.class);
		return new Made<>(new NetworkId(created.id()), warning(created));
	}

	@Override
	public void removeNetwork(NetworkId network) {
		tell(EngineRequest.delete("/networks/" + network), FaultCode.NETWORK_NOT_FOUND);
	}

	@Override
	public void connect(NetworkId network, ContainerId container, EndpointSpec endpoint) {
		tell(EngineRequest.post("/networks/" + network + "/connect", EngineBodies.connect(container, endpoint)), null);
	}

	@Override
	public void disconnect(NetworkId network, String container, boolean force) {
		tell(EngineRequest.post("/networks/" + network + "/disconnect", EngineBodies.disconnect(container, force)),
				null);
	}

	@Override
	public Made<ContainerId> createContainer(ContainerSpec spec) {
		EngineRequest request = EngineRequest.post("/containers/create", EngineBodies.container(spec, apiVersion()));
		String name = spec.name();
		Wire.Created created = ask((name != null) ? request.query("name", name) : request, Wire.Created.class);
		return new Made<>(new ContainerId(created.id()), warning(created));
	}

	@Override
	public void start(ContainerId container) {
		tell(EngineRequest.post("/containers/" + container + "/start", null), null);
	}

	@Override
	public void stop(ContainerId container, @Nullable Duration grace) {
		EngineRequest request = EngineRequest.post("/containers/" + container + "/stop", null);
		tell((grace != null) ? request.query("t", Long.toString(grace.toSeconds())).grace(grace)
				: request.grace(DEFAULT_STOP_GRACE), null);
	}

	@Override
	public void removeContainer(ContainerId container, boolean force) {
		tell(EngineRequest.delete("/containers/" + container)
			.query("v", "true")
			.query("force", Boolean.toString(force)), FaultCode.CONTAINER_NOT_FOUND);
	}

	@Override
	public void pull(String image) {
		NameParser.ReposTag name = NameParser.parseRepositoryTag(image);
		String tag = name.tag.isEmpty() ? "latest" : name.tag;
		this.http.within(this.properties.pullTimeout(), () -> {
			try {
				boolean done = this.client.pullImageCmd(name.repos)
					.withTag(tag)
					.start()
					.awaitCompletion(this.properties.pullTimeout().toNanos(), TimeUnit.NANOSECONDS);
				if (!done) {
					throw new MoorageException(FaultCode.ENGINE_TIMEOUT, "The image did not arrive within "
							+ this.properties.pullTimeout().toSeconds() + " s. Pull it by hand, or try again.");
				}
				return done;
			}
			catch (com.github.dockerjava.api.exception.NotFoundException ex) {
				throw pullFailed(FaultCode.IMAGE_NOT_FOUND, "No registry has the image " + image + ".", ex);
			}
			catch (DockerException | com.github.dockerjava.api.exception.DockerClientException ex) {
				throw pullFailed(FaultCode.IMAGE_PULL_FAILED, "The engine could not pull " + image + ".", ex);
			}
		});
	}

	private static MoorageException pullFailed(FaultCode code, String detail, RuntimeException ex) {
		return new MoorageException(code, detail, java.util.Map.of("engineMessage", String.valueOf(ex.getMessage())),
				ex);
	}

	private <T> T ask(EngineRequest request, Class<T> type) {
		return meant(() -> Objects.requireNonNull(this.http.send(request.under(this.negotiation.version()), type)));
	}

	private void tell(EngineRequest request, @Nullable FaultCode fine) {
		try {
			meant(() -> Optional.ofNullable(this.http.send(request.under(this.negotiation.version()), Void.class)));
		}
		catch (MoorageException ex) {
			// The transport sends a DELETE again when the connection breaks, so what is
			// gone may well have gone at this very request.
			if (ex.code() != fine) {
				throw ex;
			}
		}
	}

	private <T> T meant(Supplier<T> call) {
		try {
			return call.get();
		}
		catch (EngineRefusalException ex) {
			throw Refusals.meaningOf(ex);
		}
		catch (MoorageException ex) {
			if (ex.code() == FaultCode.ENGINE_UNAVAILABLE || ex.code() == FaultCode.ENGINE_ERROR) {
				this.negotiation.forget();
			}
			throw ex;
		}
	}

	private static Optional<String> warning(Wire.Created created) {
		return Stream.concat(Stream.ofNullable(created.warning()), WireReader.list(created.warnings()).stream())
			.filter((warning) -> !warning.isBlank())
			.findFirst();
	}

}
