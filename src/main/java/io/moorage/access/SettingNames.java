package io.moorage.access;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.boot.context.properties.source.UnboundElementsSourceFilter;
import org.springframework.core.env.Environment;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.ResourcePatternResolver;
import org.springframework.stereotype.Component;

/**
 * Refuses to start with settings below {@code moorage} that nobody reads: a misspelt name
 * would leave its default in force, and nobody would notice. The names are those of the
 * configuration metadata. Environment variables and system properties are let be, as by
 * Spring Boot: their names can mean something to others.
 */
@Component
class SettingNames {

	private static final ConfigurationPropertyName OURS = ConfigurationPropertyName.of("moorage");

	private static final String METADATA = "classpath*:META-INF/spring-configuration-metadata.json";

	/**
	 * Checks the names.
	 * @throws UnknownSettingException when one means nothing
	 */
	SettingNames(Environment environment, ResourcePatternResolver resources, JsonMapper mapper) {
		List<ConfigurationPropertyName> known = known(resources, mapper);
		UnboundElementsSourceFilter filter = new UnboundElementsSourceFilter();
		Set<String> unknown = new TreeSet<>();
		for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
			if (filter.apply(source) && source instanceof IterableConfigurationPropertySource names) {
				names.stream()
					.filter(OURS::isAncestorOf)
					.filter((name) -> known.stream().noneMatch((each) -> each.equals(name) || each.isAncestorOf(name)))
					.forEach((name) -> unknown.add(name.toString()));
			}
		}
		if (!unknown.isEmpty()) {
			throw new UnknownSettingException(unknown);
		}
	}

	private static List<ConfigurationPropertyName> known(ResourcePatternResolver resources, JsonMapper mapper) {
		List<ConfigurationPropertyName> known = new ArrayList<>();
		try {
			for (Resource each : resources.getResources(METADATA)) {
				try (InputStream metadata = each.getInputStream()) {
					for (JsonNode property : mapper.readTree(metadata).path("properties")) {
						ConfigurationPropertyName name = ConfigurationPropertyName.of(property.path("name").asString());
						if (OURS.isAncestorOf(name)) {
							known.add(name);
						}
					}
				}
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return known;
	}

}
