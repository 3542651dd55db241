package io.moorage.change;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;

import io.moorage.harness.Answer;
import io.moorage.harness.Api;
import io.moorage.harness.Body;
import io.moorage.harness.Call;
import io.moorage.harness.Engine;
import io.moorage.harness.Workspace;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Sends the writes that the tests here are about, and asks the engine what came of them.
 *
 * @param api the service
 * @param engine the engine behind it
 * @param mine the workspace that everything is made in
 */
record Changer(Api api, Engine engine, Workspace mine) {

	static final String PLAN = "application/vnd.moorage.plan+json";

	private static final JsonMapper JSON = JsonMapper.builder().build();

	/**
	 * Makes a network with a subnet of the workspace's own.
	 * @param base how its name begins
	 * @param labels names and values in turn, besides the workspace's own
	 * @return what was made
	 */
	Made network(String base, String... labels) {
		String name = this.mine.name(base);
		String prefix = this.mine.subnets().free();
		Body body = this.mine.network(name).with("labels", labels(labels)).pool("subnet", prefix + ".0/24");
		return new Made(name, this.api.create(body).path("id").asString(), prefix);
	}

	Map<String, Object> labels(String... labels) {
		Body all = new Body();
		all.putAll(this.mine.labels());
		for (int i = 0; i < labels.length; i += 2) {
			all.put(labels[i], labels[i + 1]);
		}
		return all;
	}

	/**
	 * Runs a container.
	 * @param base how its name begins
	 * @param network the network's name or id
	 * @param settings names and values in turn of how it shall be on the network
	 * @return its name
	 */
	String run(String base, String network, Object... settings) {
		String name = this.mine.name(base);
		Body endpoint = Body.of("network", network);
		for (int i = 0; i < settings.length; i += 2) {
			endpoint.put(String.valueOf(settings[i]), settings[i + 1]);
		}
		this.api.run(this.mine.container(name).with("networks", List.of(endpoint)));
		return name;
	}

	void stop(String container) {
		assertThat(this.api.at("/containers/{}/stop", container).post()).hasStatus(200);
	}

	Answer start(String container) {
		return this.api.at("/containers/{}/start", container).post();
	}

	Answer put(String network, Object body, String... parameters) {
		return send("PUT", json(this.api.at("/networks/{}", network), parameters), body);
	}

	Answer patch(String network, Object body, String... parameters) {
		return send("PATCH", with(this.api.at("/networks/{}", network), parameters).header("Content-Type",
				"application/merge-patch+json"), body);
	}

	Answer delete(String network, String... parameters) {
		return with(this.api.at("/networks/{}", network), parameters).delete();
	}

	Answer putMember(String network, String container, Object body, String... parameters) {
		return send("PUT", json(this.api.at("/networks/{}/containers/{}", network, container), parameters), body);
	}

	static Call json(Call call, String... parameters) {
		return with(call, parameters).header("Content-Type", "application/json");
	}

	/**
	 * Adds query parameters.
	 * @param call the call
	 * @param parameters each {@code name=value}
	 * @return the call
	 */
	static Call with(Call call, String... parameters) {
		for (String parameter : parameters) {
			int equals = parameter.indexOf('=');
			call.query(parameter.substring(0, equals), parameter.substring(equals + 1));
		}
		return call;
	}

	/**
	 * Sends a body.
	 * @param method the method
	 * @param call the call
	 * @param body a text as it is, or anything that can be written as JSON
	 * @return the answer
	 */
	static Answer send(String method, Call call, Object body) {
		String text = (body instanceof String string) ? string : JSON.writeValueAsString(body);
		return call.send(method, BodyPublishers.ofString(text));
	}

	/** The engine's own word about a network, by its name or id. */
	JsonNode inspected(String network) {
		return this.engine.network(network).orElseThrow();
	}

	/** The engine's own word about a container on a network, by their names. */
	JsonNode endpoint(String container, String network) {
		return this.engine.container(container).orElseThrow().at("/NetworkSettings/Networks").path(network);
	}

	String address(String container, String network) {
		return this.engine.ipv4Address(container, network);
	}

	void reaches(String from, String to) {
		assertThat(this.engine.execute(from, "ping", "-c", "1", "-W", "5", to)).as("ping from %s to %s", from, to)
			.matches((executed) -> executed.succeeded());
	}

	/**
	 * What was made for a test.
	 *
	 * @param name the network's name
	 * @param id its id
	 * @param prefix the first three numbers of its subnet
	 */
	record Made(String name, String id, String prefix) {

	}

}
