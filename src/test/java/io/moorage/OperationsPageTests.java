package io.moorage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.moorage.harness.Api;
import io.moorage.harness.EndToEnd;
import io.moorage.harness.Workspace;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The page for operators: the metrics, problem codes, paths and settings that it names
 * are there.
 */
@EndToEnd
class OperationsPageTests {

	private static final Pattern METRIC = Pattern.compile("\\b(?:moorage|http_server)_[a-z_]+\\b");

	private static final Pattern CODE = Pattern.compile("(?:code|outcome)=\"([a-z-]+)\"");

	private static final Pattern PATH = Pattern.compile("`GET (/[a-z/]+)`");

	private static final Pattern SETTING = Pattern.compile("`(moorage\\.[a-z.-]+)`");

	private final Api api;

	private final Workspace mine;

	private final String page;

	OperationsPageTests(Api api, Workspace mine) throws IOException {
		this.api = api;
		this.mine = mine;
		this.page = Files.readString(Path.of("docs", "operations.md"));
	}

	private Set<String> named(Pattern pattern) {
		Set<String> names = new TreeSet<>();
		for (Matcher found = pattern.matcher(this.page); found.find();) {
			names.add(found.group(found.groupCount()));
		}
		assertThat(names).isNotEmpty();
		return names;
	}

	@Test
	void metricsWhenNamedAreScraped() {
		this.api.create(this.mine.network(this.mine.name("operated")));
		assertThat(this.api.at("/networks/{}", this.mine.name("nobody")).get()).hasStatus(404);
		String scraped = this.api.at("/actuator/prometheus").get().body();
		for (String metric : named(METRIC)) {
			assertThat(scraped).as(metric).containsPattern("(?m)^" + metric + "(_count)?[{ ]");
		}
	}

	@Test
	void codesWhenNamedAreProblems() {
		for (String code : named(CODE)) {
			assertThat(this.api.at("/problems/{}", code).get()).as(code).hasStatus(200);
		}
	}

	@Test
	void pathsWhenNamedAnswer() {
		for (String path : named(PATH)) {
			assertThat(this.api.at(path).get()).as(path).hasStatus(200);
		}
	}

	@Test
	void settingsWhenNamedAreInTheMetadata() throws IOException {
		String metadata = Files.readString(Path.of("target/classes/META-INF/spring-configuration-metadata.json"));
		for (String setting : named(SETTING)) {
			assertThat(metadata).contains("\"name\": \"" + setting + "\"");
		}
	}

}
