package io.moorage.change;

import java.util.List;

import io.moorage.harness.Answer;
import io.moorage.harness.Api;
import io.moorage.harness.Call;
import io.moorage.harness.Workspace;

/**
 * Applies Compose files' networks.
 *
 * @param api the service
 * @param mine the workspace whose label every network carries
 */
record Applying(Api api, Workspace mine) {

	Answer apply(String owner, String yaml, String... options) {
		Call call = this.api.at("/apply").query("owner", owner).header("Content-Type", "application/yaml");
		return Changer.with(call, options).post(yaml);
	}

	String set(String... networks) {
		return "networks:\n" + String.join("", List.of(networks));
	}

	String declared(String name, String... lines) {
		StringBuilder yaml = new StringBuilder(
				"  \"" + name + "\":\n    labels:\n      " + Workspace.LABEL + ": \"" + this.mine.id() + "\"\n");
		for (String line : lines) {
			yaml.append("    ").append(line).append('\n');
		}
		return yaml.toString();
	}

	static String subnet(String prefix) {
		return "ipam: {config: [{subnet: " + prefix + ".0/24}]}";
	}

	/** What {@code GET /drift} says about an owner. */
	Answer drift(String owner) {
		return this.api.at("/drift").query("owner", owner).get();
	}

}
