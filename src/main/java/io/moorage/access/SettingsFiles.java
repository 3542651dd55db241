package io.moorage.access;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.moorage.access.AccessProperties.TokenProperties;

import org.springframework.boot.bootstrap.DefaultBootstrapContext;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.handler.NoUnboundElementsBindHandler;
import org.springframework.boot.context.properties.source.UnboundElementsSourceFilter;
import org.springframework.boot.env.DefaultPropertiesPropertySource;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.DefaultResourceLoader;
import org.springframework.stereotype.Component;

/**
 * Reads the settings again as Spring Boot did at the start: the same files, imports and
 * trees of secrets, below the same environment and command line.
 */
@Component
class SettingsFiles {

	// As Boot names what it read out of files, and out of folders with a file for each
	// setting.
	private static final Pattern FROM_FILE = Pattern.compile("Config (resource|tree) .*", Pattern.DOTALL);

	private static final String PREFIX = "moorage.security.tokens";

	private final ConfigurableEnvironment environment;

	private Set<String> known;

	private Set<String> gone = Set.of();

	SettingsFiles(ConfigurableEnvironment environment) {
		this.environment = environment;
		this.known = files(environment);
	}

	/**
	 * Reads the tokens. For one thread at a time.
	 * @return settings by name
	 * @throws RuntimeException when a file cannot be read, holds a bad value, or is gone
	 * since it was read before
	 */
	Map<String, TokenProperties> tokens() {
		StandardEnvironment fresh = new StandardEnvironment();
		MutablePropertySources sources = fresh.getPropertySources();
		sources.forEach((source) -> sources.remove(source.getName()));
		for (PropertySource<?> source : this.environment.getPropertySources()) {
			if (!isRead(source.getName())) {
				sources.addLast(source);
			}
		}
		ConfigDataEnvironmentPostProcessor.applyTo(fresh, new DefaultResourceLoader(), new DefaultBootstrapContext(),
				this.environment.getActiveProfiles());
		checkGone(files(fresh));
		// As strict as at the start.
		return Binder.get(fresh)
			.bind(PREFIX, Bindable.mapOf(String.class, TokenProperties.class),
					new NoUnboundElementsBindHandler(BindHandler.DEFAULT, new UnboundElementsSourceFilter()))
			.orElseGet(Map::of);
	}

	// Whoever writes a file may move it away for a moment. One that stays away is
	// removed.
	private void checkGone(Set<String> found) {
		Set<String> missing = new TreeSet<>(this.known);
		missing.removeAll(found);
		boolean confirmed = this.gone.equals(missing);
		this.gone = missing;
		if (!missing.isEmpty() && !confirmed) {
			throw new IllegalStateException(
					"Gone since they were read before: " + missing + ". Unless they come back, they count as removed.");
		}
		this.known = found;
		this.gone = Set.of();
	}

	// A file of several documents is several sources.
	private static Set<String> files(ConfigurableEnvironment environment) {
		return environment.getPropertySources()
			.stream()
			.map(PropertySource::getName)
			.filter((name) -> FROM_FILE.matcher(name).matches())
			.map((name) -> name.replaceFirst(" \\(document #\\d+\\)$", ""))
			.collect(Collectors.toSet());
	}

	private static boolean isRead(String source) {
		return FROM_FILE.matcher(source).matches() || source.equals("configurationProperties")
				|| source.equals(DefaultPropertiesPropertySource.NAME);
	}

}
