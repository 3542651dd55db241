package io.moorage.change;

import java.net.URI;

import io.moorage.harness.Answer;
import io.moorage.harness.Api;
import io.moorage.harness.Call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Has things changed in the background, and undone.
 *
 * @param api the service
 */
record Background(Api api) {

	/** Begins a change in the background and waits for its end. */
	Answer ended(String method, Call call, Object body) {
		Answer begun = async(method, call, body);
		assertThat(begun).hasStatus(202).tells("/id").tells("/state");
		assertThat(begun.header("Preference-Applied")).isEqualTo("respond-async");
		String path = URI.create(begun.header("Location")).getPath();
		assertThat(path).isEqualTo("/operations/" + begun.text("/id"));
		await().until(() -> !this.api.at(path).get().text("/state").equals("running"));
		Answer ended = this.api.at(path).get();
		assertThat(ended).hasStatus(200).has("/id", begun.text("/id")).tells("/created").tells("/ended");
		return ended;
	}

	Answer async(String method, Call call, Object body) {
		return Changer.send(method, call.header("Prefer", "wait=5, Respond-Async"), body);
	}

	Answer done(String method, Call call, Object body) {
		Answer ended = ended(method, call, body);
		assertThat(ended).has("/state", "done");
		assertThat(ended.texts("/steps", "outcome")).isNotEmpty().containsOnly("done");
		return ended;
	}

	Call network(String network, String... parameters) {
		return Changer.json(this.api.at("/networks/{}", network), parameters);
	}

	Answer undo(Answer operation, String... parameters) {
		return Changer.with(this.api.at("/operations/{}/undo", operation.text("/id")), parameters).post();
	}

}
