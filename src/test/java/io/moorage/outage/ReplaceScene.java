package io.moorage.outage;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

import io.moorage.harness.Answer;
import io.moorage.harness.Api;
import io.moorage.harness.Body;
import io.moorage.harness.Call;
import io.moorage.harness.Engine;
import io.moorage.harness.Stranger;
import io.moorage.harness.Workspace;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Is a network to be replaced, with three on it: one that runs and has any address, one
 * that runs, has an address and names of its own and is on another network as well, and
 * one that is stopped.
 */
final class ReplaceScene {

	final String network;

	final String any;

	final String fixed;

	final String stopped;

	final String prefix;

	private final Engine engine;

	private final Stranger stranger;

	private final String other;

	private ReplaceScene(Engine engine, Workspace mine, String base) {
		this.engine = engine;
		this.stranger = new Stranger(engine, mine);
		this.network = mine.name(base);
		this.other = mine.name(base + "-other");
		this.any = mine.name(base + "-any");
		this.fixed = mine.name(base + "-fixed");
		this.stopped = mine.name(base + "-stopped");
		this.prefix = mine.subnets().free();
		this.engine.post("/networks/create", network(mine, this.network, this.prefix));
		this.stranger.createNetwork(this.other);
		this.stranger.run(this.any, this.network);
		this.stranger.run(this.fixed, this.other);
		connectAs(this.fixed, this.prefix + ".50", "database", "db");
		this.stranger.run(this.stopped, this.network);
		this.stranger.stop(this.stopped);
	}

	static ReplaceScene on(Engine engine, Workspace mine, String base) {
		return new ReplaceScene(engine, mine, base);
	}

	/** What the engine is asked for to have a network with a subnet. */
	static Body network(Workspace mine, String name, String prefix) {
		return Body.of("Name", name)
			.with("Driver", "bridge")
			.with("Labels", mine.labels())
			.with("IPAM", Map.of("Config", List.of(Map.of("Subnet", prefix + ".0/24", "Gateway", prefix + ".1"))));
	}

	/** Connects somebody to the network behind the service's back. */
	void connectAs(String container, String address, String... aliases) {
		this.engine.post("/networks/" + this.network + "/connect", Body.of("Container", container)
			.with("EndpointConfig", Map.of("Aliases", List.of(aliases), "IPAMConfig", Map.of("IPv4Address", address))));
	}

	List<String> members() {
		return List.of(this.any, this.fixed, this.stopped);
	}

	String id() {
		return this.engine.network(this.network).orElseThrow().path("Id").asString();
	}

	Answer replace(Api api) {
		return replace(api, "another");
	}

	/** Asks for another value of one label, which takes a replacement. */
	Answer replace(Api api, String wish) {
		return replace(replacement(api), wish);
	}

	Answer replaceInBackground(Api api) {
		return replace(replacement(api).header("Prefer", "respond-async"), "another");
	}

	Answer replaceOverriding(Api api) {
		return replace(replacement(api).query("override", "managed"), "another");
	}

	private Call replacement(Api api) {
		return api.at("/networks/{}", this.network).query("replace", true).header("Content-Type", "application/json");
	}

	private static Answer replace(Call call, String wish) {
		return call.send("PUT", BodyPublishers.ofString("{\"labels\":{\"io.moorage.wish\":\"" + wish + "\"}}"));
	}

	/**
	 * Tells all that must be the same again: ids aside, what inspecting each of them
	 * shows.
	 */
	Map<String, String> picture() {
		Map<String, String> picture = new TreeMap<>();
		Stream.of(this.network, this.other).forEach((name) -> picture.put(name, networkFacts(name)));
		members().forEach((name) -> picture.put(name, containerFacts(name)));
		return picture;
	}

	private String networkFacts(String name) {
		return this.engine.networks()
			.valueStream()
			.filter((each) -> each.path("Name").asString("").equals(name))
			.map((each) -> each.path("Labels") + " " + each.at("/IPAM/Config") + " " + each.path("Internal") + " "
					+ each.path("Options"))
			.toList()
			.toString();
	}

	private String containerFacts(String name) {
		JsonNode container = this.engine.container(name).orElseThrow();
		StringBuilder facts = new StringBuilder(container.at("/State/Status").asString(""));
		Map<String, JsonNode> entries = new TreeMap<>();
		container.at("/NetworkSettings/Networks")
			.properties()
			.forEach((each) -> entries.put(each.getKey(), each.getValue()));
		entries.forEach((key, entry) -> facts.append("; ").append(key).append(endpointFacts(container, key, entry)));
		return facts.toString();
	}

	private String endpointFacts(JsonNode container, String key, JsonNode entry) {
		// One that was connected while it was stopped has the name alone.
		String id = entry.path("NetworkID").asString("");
		String name = this.engine.network(id.isEmpty() ? key : id)
			.map((network) -> network.path("Name").asString())
			.orElse("nothing");
		TreeSet<String> aliases = new TreeSet<>();
		entry.path("Aliases").forEach((alias) -> aliases.add(alias.asString()));
		aliases.remove(container.path("Id").asString().substring(0, 12));
		String facts = " on " + name + " " + aliases;
		if (!container.at("/State/Running").asBoolean()) {
			return facts;
		}
		boolean known = this.engine.network(id)
			.map((network) -> network.path("Containers").path(container.path("Id").asString()))
			.filter((attachment) -> attachment.path("EndpointID").equals(entry.path("EndpointID")))
			.isPresent();
		return facts + " as " + entry.path("IPAddress").asString() + (known ? "" : " but unknown there");
	}

	/** Starts those who ran before their engine ended. */
	void startThoseThatRan() {
		this.stranger.start(this.any);
		this.stranger.start(this.fixed);
	}

	/** Starts the stopped one, which must find its network, and stops it again. */
	void stoppedCanStart() {
		stoppedCanStart(this.prefix);
	}

	/** Starts the stopped one, which must find its network on a subnet. */
	void stoppedCanStart(String subnet) {
		this.stranger.start(this.stopped);
		assertThat(containerFacts(this.stopped)).startsWith("running; " + this.network + " on " + this.network)
			.contains(" as " + subnet + ".")
			.doesNotContain("unknown");
		this.stranger.stop(this.stopped);
	}

}
