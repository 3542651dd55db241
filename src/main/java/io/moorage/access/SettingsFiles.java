package io.moorage.access;

import java.util.Map;

import io.moorage.access.AccessProperties.TokenProperties;
import lombok.RequiredArgsConstructor;

import org.springframework.boot.bootstrap.DefaultBootstrapContext;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
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
@RequiredArgsConstructor
class SettingsFiles {

	// As Boot names what it read out of files.
	private static final String FROM_FILE = "Config resource";

	private static final String PREFIX = "moorage.security.tokens";

	private final ConfigurableEnvironment environment;

	/**
	 * Reads the tokens.
	 * @return settings by name
	 * @throws RuntimeException when a file cannot be read, or holds a bad value
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
		return Binder.get(fresh).bind(PREFIX, Bindable.mapOf(String.class, TokenProperties.class)).orElseGet(Map::of);
	}

	private static boolean isRead(String source) {
		return source.startsWith(FROM_FILE) || source.equals("configurationProperties")
				|| source.equals(DefaultPropertiesPropertySource.NAME);
	}

}
