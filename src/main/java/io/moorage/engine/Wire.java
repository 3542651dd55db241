package io.moorage.engine;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Holds the engine's answers as they come, only the fields that are used. Names are
 * matched without regard to case ({@code IPAMConfig}, {@code EnableIPv6}); what the
 * engine leaves out or sends as null is null.
 *
 * <p>
 * Source: Docker Engine API 1.41 to 1.55.
 */
final class Wire {

	private Wire() {
	}

	record Failure(@Nullable String message) {
	}

	record Network(String id, String name, @Nullable String created, @Nullable String scope, @Nullable String driver,
			@Nullable Boolean enableIPv4, @Nullable Boolean enableIPv6, @Nullable Ipam ipam, @Nullable Boolean internal,
			@Nullable Boolean attachable, @Nullable Boolean ingress, @Nullable ConfigFrom configFrom,
			@Nullable Boolean configOnly, @Nullable Map<String, String> options, @Nullable Map<String, String> labels,
			@Nullable Map<String, Attachment> containers) {
	}

	record VerboseNetwork(@Nullable List<Peer> peers, @Nullable Map<String, VerboseService> services) {
	}

	record Peer(@Nullable String name, @Nullable String ip) {
	}

	record VerboseService(@Nullable String vip, @Nullable List<String> ports, @Nullable List<VerboseTask> tasks) {
	}

	record VerboseTask(@Nullable String name, @Nullable String endpointId, @Nullable String endpointIp) {
	}

	record Ipam(@Nullable String driver, @Nullable Map<String, String> options, @Nullable List<Pool> config) {
	}

	record Pool(@Nullable String subnet, @Nullable String ipRange, @Nullable String gateway,
			@Nullable Map<String, String> auxiliaryAddresses) {
	}

	record ConfigFrom(@Nullable String network) {
	}

	record Attachment(@Nullable String name, @Nullable String endpointId, @Nullable String macAddress,
			@Nullable String ipv4Address, @Nullable String ipv6Address) {
	}

	record Created(String id, @Nullable String warning, @Nullable List<String> warnings) {
	}

	record Ended(int statusCode) {
	}

	record ListedContainer(String id, @Nullable List<String> names, @Nullable String image, @Nullable Long created,
			@Nullable Map<String, String> labels, @Nullable String state, @Nullable List<ListedPort> ports,
			@Nullable HostConfig hostConfig, @Nullable NetworkSettings networkSettings) {
	}

	record ListedPort(@Nullable String ip, int privatePort, @Nullable Integer publicPort, @Nullable String type) {
	}

	record Event(@Nullable String type, @Nullable String action, @Nullable Actor actor) {
	}

	record Actor(@Nullable String id, @Nullable Map<String, String> attributes) {
	}

	record Container(String id, String name, String created, State state, Config config, HostConfig hostConfig,
			@Nullable NetworkSettings networkSettings) {
	}

	record State(String status, @Nullable Integer exitCode, @Nullable String startedAt) {
	}

	record Config(@Nullable String image, @Nullable Map<String, String> labels, @Nullable Integer stopTimeout,
			@Nullable String macAddress) {
	}

	record HostConfig(@Nullable String networkMode, @Nullable String pidMode,
			@Nullable Map<String, @Nullable List<Binding>> portBindings) {
	}

	record Binding(@Nullable String hostIp, @Nullable String hostPort) {
	}

	record NetworkSettings(@Nullable Map<String, @Nullable List<Binding>> ports,
			@Nullable Map<String, @Nullable Endpoint> networks) {
	}

	record Endpoint(@Nullable EndpointIpam ipamConfig, @Nullable List<String> links, @Nullable List<String> aliases,
			@Nullable String networkId, @Nullable String endpointId, @Nullable String gateway,
			@Nullable String ipAddress, @Nullable Integer ipPrefixLen, @Nullable String ipv6Gateway,
			@Nullable String globalIPv6Address, @Nullable Integer globalIPv6PrefixLen, @Nullable String macAddress,
			@Nullable Map<String, String> driverOpts, @Nullable List<String> dnsNames, @Nullable Integer gwPriority) {
	}

	record EndpointIpam(@Nullable String ipv4Address, @Nullable String ipv6Address,
			@Nullable List<String> linkLocalIPs) {
	}

	record Service(String id, ServiceSpec spec) {
	}

	record ServiceSpec(String name, @Nullable TaskTemplate taskTemplate, @Nullable List<Target> networks) {
	}

	record TaskTemplate(@Nullable List<Target> networks) {
	}

	record Target(@Nullable String target) {
	}

	record Info(@Nullable String id, @Nullable String serverVersion, @Nullable String operatingSystem,
			@Nullable String osType, @Nullable String architecture, @Nullable String kernelVersion,
			@Nullable Plugins plugins, @Nullable Swarm swarm, @Nullable List<AddressPool> defaultAddressPools,
			@Nullable List<String> securityOptions) {
	}

	record Plugins(@Nullable List<String> network) {
	}

	record Swarm(@Nullable String localNodeState, @Nullable Boolean controlAvailable) {
	}

	record AddressPool(String base, int size) {
	}

}
