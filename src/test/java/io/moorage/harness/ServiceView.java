package io.moorage.harness;

import java.util.List;
import java.util.function.Predicate;

import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * All that a service shows, through its lists and one by one, as facts.
 */
final class ServiceView {

	private final Facts facts = new Facts();

	private final Api api;

	private final Predicate<JsonNode> wanted;

	private ServiceView(Api api, Predicate<JsonNode> wanted) {
		this.api = api;
		this.wanted = wanted;
	}

	/**
	 * Reads from a service, as any caller would.
	 * @param wanted which networks and containers are told of, each given as the lists
	 * show it
	 * @return what is the case
	 */
	static Facts of(Api api, Predicate<JsonNode> wanted) {
		ServiceView view = new ServiceView(api, wanted);
		view.items("/networks").forEach(view::addNetwork);
		view.items("/containers").forEach(view::addContainer);
		return view.facts;
	}

	private List<JsonNode> items(String path) {
		Answer list = this.api.at(path).get();
		assertThat(list).hasStatus(200).has("/stale", false);
		assertThat(list.at("/items")).hasSize(list.at("/total").asInt(-1));
		return list.at("/items").valueStream().filter(this.wanted).toList();
	}

	private void addNetwork(JsonNode listed) {
		String id = listed.path("id").asString();
		JsonNode network = this.api.network(id);
		listed.properties()
			.forEach((field) -> assertThat(network.path(field.getKey()))
				.as("%s of the network %s, in the list and by itself", field.getKey(), id)
				.isEqualTo(field.getValue()));
		String subject = "network " + id;
		for (String field : List.of("name", "driver", "scope", "ipv4", "ipv6")) {
			add(subject, field, network.path(field));
		}
		this.facts.add(subject, "created", Facts.time(network.path("created").asString("")));
		add(subject, "Internal", network.path("internal"));
		add(subject, "Attachable", network.path("attachable"));
		add(subject, "Ingress", network.path("ingress"));
		add(subject, "ConfigOnly", network.path("configOnly"));
		add(subject, "from", network.path("configFrom"));
		this.facts.addMap(subject, "options", network.path("options"));
		this.facts.addMap(subject, "labels", network.path("labels"));
		add(subject, "ipam", network.at("/ipam/driver"));
		this.facts.addMap(subject, "ipam options", network.at("/ipam/options"));
		network.at("/ipam/pools").forEach((pool) -> addPool(subject, pool));
		network.path("containers")
			.forEach((endpoint) -> addEndpoint(
					subject + " member "
							+ endpoint.at("/container/id").asString("ep-" + endpoint.path("endpointId").asString("")),
					endpoint));
		add(subject, "running", network.at("/usage/running"));
		add(subject, "stopped", network.at("/usage/stopped"));
	}

	private void add(String subject, String what, JsonNode value) {
		this.facts.add(subject, what, value.asString(""));
	}

	private void addPool(String subject, JsonNode pool) {
		String place = subject + " pool " + Facts.subnet(pool.path("subnet").asString(""));
		// What is assumed is what the engine does not tell.
		if (!pool.path("gatewayAssumed").asBoolean(false)) {
			this.facts.add(place, "gateway", Facts.address(pool.path("gateway").asString("")));
		}
		this.facts.add(place, "range", Facts.subnet(pool.path("ipRange").asString("")));
		pool.path("reserved")
			.properties()
			.forEach((each) -> this.facts.add(place, "reserved for " + each.getKey(),
					Facts.address(each.getValue().asString(""))));
		this.facts.add(place, "there", true);
	}

	private void addContainer(JsonNode listed) {
		String id = listed.path("id").asString();
		assertThat(this.api.container(id)).as("the container %s, in the list and by itself", id).isEqualTo(listed);
		String subject = "container " + id;
		add(subject, "name", listed.path("name"));
		add(subject, "image", listed.path("image"));
		this.facts.add(subject, "created", Facts.time(listed.path("created").asString("")));
		this.facts.addMap(subject, "labels", listed.path("labels"));
		add(subject, "state", listed.path("state"));
		this.facts.add(subject, "started", Facts.time(listed.path("startedAt").asString("")));
		add(subject, "exit code", listed.path("exitCode"));
		add(subject, "mode", listed.path("networkMode"));
		this.facts.addAll(subject, "ports",
				listed.path("ports")
					.valueStream()
					.map((port) -> Facts.address(port.path("hostIp").asString("")) + ":"
							+ port.path("hostPort").asString("null") + "->" + port.path("containerPort").asInt() + "/"
							+ port.path("protocol").asString())
					.toList());
		listed.path("networks")
			.forEach((endpoint) -> addEndpoint(subject + " on " + endpoint.at("/network/id").asString(""), endpoint));
	}

	private void addEndpoint(String subject, JsonNode endpoint) {
		add(subject, "active", endpoint.path("active"));
		add(subject, "container", endpoint.at("/container/name"));
		add(subject, "state", endpoint.at("/container/state"));
		if (!endpoint.path("stale").asBoolean(false)) {
			add(subject, "endpoint", endpoint.path("endpointId"));
			this.facts.add(subject, "ipv4 length", Facts.number(endpoint.path("ipv4PrefixLength")));
			this.facts.add(subject, "ipv6 length", Facts.number(endpoint.path("ipv6PrefixLength")));
		}
		this.facts.add(subject, "ipv4", Facts.address(endpoint.path("ipv4Address").asString("")));
		this.facts.add(subject, "ipv6", Facts.address(endpoint.path("ipv6Address").asString("")));
		this.facts.add(subject, "gateway", Facts.address(endpoint.path("gateway").asString("")));
		this.facts.add(subject, "ipv6 gateway", Facts.address(endpoint.path("ipv6Gateway").asString("")));
		add(subject, "mac", endpoint.path("macAddress"));
		add(subject, "requested mac", endpoint.at("/requested/macAddress"));
		this.facts.add(subject, "requested ipv4", Facts.address(endpoint.at("/requested/ipv4Address").asString("")));
		this.facts.add(subject, "requested ipv6", Facts.address(endpoint.at("/requested/ipv6Address").asString("")));
		this.facts.addAll(subject, "requested link-local",
				Facts.texts(endpoint.at("/requested/linkLocalAddresses")).map(Facts::address).toList());
		this.facts.addAll(subject, "aliases", Facts.texts(endpoint.path("aliases")).toList());
		this.facts.addAll(subject, "links", Facts.texts(endpoint.path("links")).toList());
		this.facts.addAll(subject, "names", Facts.texts(endpoint.path("dnsNames")).toList());
		this.facts.addMap(subject, "driver options", endpoint.path("driverOptions"));
		add(subject, "priority", endpoint.path("gatewayPriority"));
	}

}
