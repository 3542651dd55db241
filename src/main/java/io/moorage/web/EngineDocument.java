package io.moorage.web;

import java.util.Map;
import java.util.Objects;

import io.swagger.v3.oas.models.media.ArraySchema;
import io.swagger.v3.oas.models.media.BooleanSchema;
import io.swagger.v3.oas.models.media.DateTimeSchema;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.NumberSchema;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import org.springdoc.core.customizers.OpenApiCustomizer;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Completes the API's document with what other rooms tell of the engine.
 */
@Configuration(proxyBeanMethods = false)
class EngineDocument {

	@Bean
	OpenApiCustomizer engineSchema() {
		return (document) -> {
			Map<String, Schema> schemas = document.getComponents().getSchemas();
			Objects.requireNonNull(schemas.get("Engine"))
				.addProperty("snapshot", snapshot())
				.addProperty("recovery", recovery());
		};
	}

	private static Schema<?> snapshot() {
		return new ObjectSchema().description("How well the engine is known")
			.addProperty("revision", new StringSchema())
			.addProperty("ageSeconds", new NumberSchema().description("Since the engine last confirmed it"))
			.addProperty("stale", new BooleanSchema().description("Whether the engine is away"))
			.addProperty("networks", new IntegerSchema().format(null))
			.addProperty("containers", new IntegerSchema().format(null))
			.addProperty("connectedSince", new DateTimeSchema())
			.addProperty("reason", new StringSchema().description("Why it is away"));
	}

	private static Schema<?> recovery() {
		return new ArraySchema().description("Changes that are yet to be undone after an interruption")
			.items(new ObjectSchema().addProperty("id", new StringSchema())
				.addProperty("network", new StringSchema().description("Its name"))
				.addProperty("since", new DateTimeSchema()));
	}

}
