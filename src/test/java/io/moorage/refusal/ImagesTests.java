package io.moorage.refusal;

import java.util.List;

import io.moorage.harness.Answer;
import io.moorage.harness.Body;
import io.moorage.harness.EndToEndExtension;
import io.moorage.harness.Engine;
import io.moorage.harness.RunningMoorage;
import io.moorage.harness.Workspace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A service that may run some images only.
 */
@ExtendWith(EndToEndExtension.class)
class ImagesTests {

	private final Engine engine;

	private final Workspace mine;

	ImagesTests(Engine engine, Workspace mine) {
		this.engine = engine;
		this.mine = mine;
	}

	private RunningMoorage allowing(String images) {
		return RunningMoorage.inFrontOf(this.engine.host(), "moorage.containers.images=" + images);
	}

	private Answer run(RunningMoorage moorage, String name, String image) {
		Body body = this.mine.container(this.mine.name(name)).with("image", image).with("pull", "never");
		return moorage.api().at("/containers").post(body);
	}

	private String imageId() {
		return this.engine.client().inspectImageCmd(Engine.IMAGE).exec().getId();
	}

	@Test
	void runWhenTheNameInFullFitsRunsAndElseIsRefused() {
		try (RunningMoorage moorage = allowing("registry.example.org/team/*,docker.io/library/alpine:3.*")) {
			assertThat(run(moorage, "short", "alpine:3.20")).hasStatus(201).has("/image", "alpine:3.20");
			assertThat(run(moorage, "full", "docker.io/library/alpine:3.20")).hasStatus(201);
			for (String image : List.of("alpine", "nobody/alpine:3.20", "localhost/library/alpine:3.20",
					"docker.io/library/alpine:4", "registry.example.org.evil/team/app:1", "registry.example.org/app:1",
					imageId(), imageId().substring("sha256:".length(), 20))) {
				Answer refused = run(moorage, "other", image);
				assertThat(refused).as(image).isProblem(409, "image-not-allowed");
				assertThat(refused.text("/detail")).contains("moorage.containers.images");
			}
			assertThat(run(moorage, "team", "registry.example.org/team/app:1")).isProblem(404, "image-not-found");
		}
	}

	@Test
	void runWhenANameLooksLikeAnIdIsNotTakenForOne() {
		try (RunningMoorage moorage = allowing("docker.io/library/*")) {
			assertThat(run(moorage, "id", imageId().substring("sha256:".length(), 20))).isProblem(404,
					"image-not-found");
			assertThat(run(moorage, "id", imageId())).isProblem(409, "image-not-allowed");
		}
	}

}
