package io.moorage.web;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

import io.moorage.read.Read;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.media.BooleanSchema;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import org.springdoc.core.customizers.GlobalOperationCustomizer;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.method.HandlerMethod;

/**
 * Completes the API's document with what every question to the snapshot can be asked, and
 * is answered, besides its own.
 */
@Configuration(proxyBeanMethods = false)
class ReadDocument {

	@Bean
	GlobalOperationCustomizer readOperations() {
		return (operation, method) -> {
			// Swagger UI shows no field for a parameter that may be null.
			if (operation.getParameters() != null) {
				operation.getParameters().forEach((parameter) -> withoutNull(parameter.getSchema()));
			}
			if (isRead(method)) {
				askedWith(operation);
				answeredWith(operation);
			}
			return operation;
		};
	}

	private static boolean isRead(HandlerMethod method) {
		return method.getReturnType().getParameterType() == Read.class;
	}

	private static void withoutNull(Schema<?> schema) {
		if (schema != null && schema.getTypes() != null && schema.getTypes().size() > 1) {
			schema.getTypes().remove("null");
		}
	}

	private static void askedWith(Operation operation) {
		operation.addParametersItem(new Parameter().in("query")
			.name(Reads.FRESH)
			.description("Ask the engine first; 503 when it is away")
			.schema(new BooleanSchema()._default(false)));
		operation.addParametersItem(
				header(HttpHeaders.IF_NONE_MATCH, "The ETag that you have: 304 when it is still the same"));
		operation.addParametersItem(header(Reads.PREFER,
				"wait=30 with If-None-Match: answer when it changes, or with 304 after 30 s (RFC 7240; 5 minutes at most)"));
	}

	private static Parameter header(String name, String description) {
		return new Parameter().in("header").name(name).description(description).schema(new StringSchema());
	}

	private static void answeredWith(Operation operation) {
		ApiResponse ok = Objects.requireNonNull(operation.getResponses().get(String.valueOf(HttpStatus.OK.value())));
		headers().forEach(ok::addHeaderObject);
		// All types share what JSON is.
		ok.getContent()
			.replaceAll((type, content) -> type.equals(MediaType.APPLICATION_JSON_VALUE) ? content
					: new io.swagger.v3.oas.models.media.MediaType().schema(new StringSchema()));
		ApiResponse notModified = new ApiResponse().description(HttpStatus.NOT_MODIFIED.getReasonPhrase());
		headers().forEach(notModified::addHeaderObject);
		operation.getResponses().addApiResponse(String.valueOf(HttpStatus.NOT_MODIFIED.value()), notModified);
	}

	private static Map<String, Header> headers() {
		Map<String, Header> headers = new LinkedHashMap<>();
		headers.put(HttpHeaders.ETAG, header(
				"Changes when the answer does; the same on every replica and after a restart", new StringSchema()));
		headers.put(Reads.REVISION,
				header("The state of the snapshot: grows when anything changed", new StringSchema()));
		headers.put(HttpHeaders.AGE, header("Seconds since the engine last confirmed it", new IntegerSchema()));
		headers.put(Reads.STALE, header("true while the engine is away, else missing", new StringSchema()));
		return headers;
	}

	private static Header header(String description, Schema<?> schema) {
		return new Header().description(description).schema(schema);
	}

}
