package io.moorage.web;

import java.util.List;

import io.moorage.change.PlanResponse;
import io.moorage.change.Write;
import io.moorage.fault.FaultCode;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.core.converter.ResolvedSchema;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.BooleanSchema;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import org.springdoc.core.customizers.GlobalOperationCustomizer;
import org.springdoc.core.customizers.OpenApiCustomizer;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.method.HandlerMethod;

/**
 * Completes the API's document with what every change can be asked: what it would do, and
 * to do just what was approved.
 */
@Configuration(proxyBeanMethods = false)
class ChangeDocument {

	private static final String PLAN_SCHEMA = "#/components/schemas/Plan";

	private static final List<String> PLANS = List.of(PlanResponse.MEDIA_TYPE, PlanResponse.MARKDOWN);

	@Bean
	GlobalOperationCustomizer changeOperations() {
		return (operation, method) -> {
			if (isChange(method)) {
				askedWith(operation);
				answeredWith(operation);
			}
			return operation;
		};
	}

	static boolean isChange(HandlerMethod method) {
		return Write.class.isAssignableFrom(method.getReturnType().getParameterType());
	}

	private static void askedWith(Operation operation) {
		operation.addParametersItem(new Parameter().in("query")
			.name(ChangeHandler.DRY_RUN)
			.description("Make the same checks, change nothing, and answer 200 with what would be done")
			.schema(new BooleanSchema()._default(false)));
		operation.addParametersItem(new Parameter().in("query")
			.name(ChangeHandler.PLAN)
			.description("The digest of the plan that was approved: when something else would be done now, 409 "
					+ FaultCode.PLAN_STALE)
			.schema(new StringSchema()));
		operation.addParametersItem(new Parameter().in("header")
			.name(Reads.PREFER)
			.description("respond-async: 202 at once, and the rest at /operations/{operation} (RFC 7240)")
			.schema(new StringSchema()));
	}

	private static void answeredWith(Operation operation) {
		operation.getResponses()
			.addApiResponse("202",
					new ApiResponse().description("It is being done")
						.content(new Content().addMediaType("application/json",
								new MediaType().schema(new Schema<>().$ref("#/components/schemas/Operation")))));
		ApiResponse ok = operation.getResponses()
			.computeIfAbsent("200", (status) -> new ApiResponse().description("OK"));
		if (ok.getContent() == null) {
			ok.setContent(new Content());
		}
		if (operation.getOperationId().startsWith("put")) {
			operation.getResponses()
				.addApiResponse("201", new ApiResponse().description("Created")
					.content(new Content().addMediaType("application/json", ok.getContent().get("application/json"))));
		}
		// Only a dry run answers with a plan, and that is a 200.
		operation.getResponses().forEach((status, response) -> {
			if (response.getContent() != null) {
				response.getContent().keySet().removeAll(PLANS);
			}
		});
		ok.getContent()
			.addMediaType(PlanResponse.MEDIA_TYPE, new MediaType().schema(new Schema<>().$ref(PLAN_SCHEMA)))
			.addMediaType(PlanResponse.MARKDOWN, new MediaType().schema(new StringSchema()));
	}

	@Bean
	OpenApiCustomizer planSchema() {
		return (document) -> {
			ResolvedSchema plan = ModelConverters.getInstance(true)
				.resolveAsResolvedSchema(new AnnotatedType(PlanResponse.class));
			plan.referencedSchemas.forEach((name, schema) -> document.getComponents().addSchemas(name, schema));
		};
	}

}
