package io.moorage.driver;

import java.io.IOException;
import java.io.InputStream;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;

import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ClassPathResource;

/**
 * Reads the guide and the kernel's settings, at start, so that a mistake in a file of the
 * guide is seen by whoever made it.
 */
@Configuration(proxyBeanMethods = false)
class DriverConfiguration {

	private static final JsonMapper FACTS = JsonMapper.builder()
		.enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
		.disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
		.build();

	private static final JsonMapper TEXTS = FACTS.rebuild()
		.enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES,
				DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
		.build();

	@Bean
	DriverGuide driverGuide() {
		Map<String, DriverFacts> facts = facts(yaml("guide/drivers.yaml"));
		Map<Language, GuideText> texts = new EnumMap<>(Language.class);
		for (Language language : Language.values()) {
			String file = "guide/drivers." + language + ".yaml";
			texts.put(language, text(file, yaml(file)));
		}
		return new DriverGuide(facts, texts);
	}

	@Bean
	KernelModules kernelModules() {
		return KernelModules.ofThisMachine();
	}

	static Map<String, DriverFacts> facts(Object content) {
		try {
			return FACTS.convertValue(content, new TypeReference<LinkedHashMap<String, DriverFacts>>() {
			});
		}
		catch (JacksonException ex) {
			throw wrong("guide/drivers.yaml", ex);
		}
	}

	static GuideText text(String file, Object content) {
		try {
			return TEXTS.convertValue(content, GuideText.class);
		}
		catch (JacksonException ex) {
			throw wrong(file, ex);
		}
	}

	static Object yaml(String file) {
		LoaderOptions options = new LoaderOptions();
		options.setAllowDuplicateKeys(false);
		try (InputStream content = new ClassPathResource(file).getInputStream()) {
			return new Yaml(new SafeConstructor(options)).load(content);
		}
		catch (IOException | YAMLException ex) {
			throw wrong(file, ex);
		}
	}

	private static IllegalStateException wrong(String file, Exception cause) {
		return new IllegalStateException(
				"The driver guide's file %s cannot be read: %s".formatted(file, cause.getMessage()), cause);
	}

}
