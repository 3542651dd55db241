package io.moorage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The threat model: the tests that it leans on are there.
 */
class ThreatModelTests {

	private static final Pattern TEST = Pattern.compile("`([A-Z][A-Za-z]+Tests)`");

	@Test
	void testsWhenNamedAreThere() throws IOException {
		List<String> named = TEST.matcher(Files.readString(Path.of("docs", "threat-model.md")))
			.results()
			.map((found) -> found.group(1) + ".java")
			.toList();
		assertThat(named).hasSizeGreaterThan(10);
		try (Stream<Path> sources = Files.walk(Path.of("src", "test", "java"))) {
			Set<String> there = sources.map((source) -> source.getFileName().toString()).collect(Collectors.toSet());
			assertThat(there).containsAll(named);
		}
	}

}
