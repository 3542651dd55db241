package io.moorage.web;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

import io.moorage.change.Change;
import io.moorage.change.Write;
import io.moorage.access.Needs;
import io.moorage.access.Role;
import io.moorage.fault.FaultCode;
import io.moorage.fault.Raises;
import io.moorage.read.Read;
import io.moorage.topology.ContainerId;
import io.moorage.topology.IpAddress;
import io.moorage.topology.NetworkId;
import io.moorage.topology.Subnet;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.examples.Example;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.servers.Server;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.customizers.GlobalOperationCustomizer;
import org.springdoc.core.utils.SpringDocUtils;

import org.springframework.boot.info.BuildProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.method.HandlerMethod;

/**
 * Completes the API's document with what holds for every operation: its problems, from
 * the same codes that it is answered with, and the parameter that chooses an engine.
 */
@Configuration(proxyBeanMethods = false)
class ApiDocument {

	private static final Set<FaultCode> EVERYWHERE = EnumSet.of(FaultCode.INVALID_REQUEST, FaultCode.NOT_ACCEPTABLE,
			FaultCode.UNSUPPORTED_MEDIA_TYPE, FaultCode.INTERNAL_ERROR, FaultCode.UNKNOWN_HOST,
			FaultCode.TOO_MANY_REQUESTS);

	private static final Set<FaultCode> WITH_ROLE = EnumSet.of(FaultCode.UNAUTHENTICATED, FaultCode.FORBIDDEN,
			FaultCode.IDENTITY_PROVIDER_UNAVAILABLE);

	private static final Set<FaultCode> WRITING = EnumSet.of(FaultCode.READ_ONLY, FaultCode.FORBIDDEN_ORIGIN);

	private static final String TOKEN = "token";

	private static final Set<FaultCode> WITH_BODY = EnumSet.of(FaultCode.BODY_TOO_LARGE);

	private static final Set<FaultCode> WITH_ENGINE = EnumSet.of(FaultCode.ENGINE_NOT_FOUND, FaultCode.ENGINE_ERROR,
			FaultCode.ENGINE_FORBIDS, FaultCode.ENGINE_UNAVAILABLE, FaultCode.ENGINE_BUSY, FaultCode.ENGINE_TIMEOUT);

	static {
		SpringDocUtils.getConfig()
			.addSimpleTypesForParameterObject(Subnet.class, IpAddress.class)
			.addResponseWrapperToIgnore(Read.class)
			.addResponseWrapperToIgnore(Change.class)
			.addResponseWrapperToIgnore(Write.class)
			.replaceWithSchema(IpAddress.class, text("An IPv4 or IPv6 address", "172.18.0.2"))
			.replaceWithSchema(Subnet.class, text("A subnet in CIDR form, without host bits", "172.18.0.0/16"))
			.replaceWithSchema(NetworkId.class, text("A network's full id: 64 hex digits", null))
			.replaceWithSchema(ContainerId.class, text("A container's full id: 64 hex digits", null));
	}

	private static Schema<?> text(String description, @Nullable String example) {
		return new StringSchema().description(description).example(example);
	}

	@Bean
	OpenAPI openApi(BuildProperties build) {
		return new OpenAPI().servers(List.of(new Server().url(ServersAdvice.HERE)))
			.info(new Info().title("Moorage")
				.version(build.getVersion())
				.description("Manages the networks of Docker Engines. "
						+ "Every refusal is a problem (RFC 9457) whose detail says what to do; GET /problems explains the codes.")
				.license(new License().name("Apache-2.0").identifier("Apache-2.0")))
			.components(new Components().addSchemas("Problem", problem())
				.addSecuritySchemes(TOKEN, new SecurityScheme().type(SecurityScheme.Type.HTTP)
					.scheme("bearer")
					.description(
							"A token of moorage.security.tokens, or a JWT of the identity provider. Over the loopback none is needed where none are set.")));
	}

	private static Schema<?> problem() {
		Schema<?> error = new Schema<>().type("object")
			.addProperty("pointer", text("Where: a JSON pointer into the body, or ? and a parameter's name", "/name"))
			.addProperty("detail", text("What is wrong and what would be right", null));
		return new Schema<>().type("object")
			.description("RFC 9457. Each code has members of its own besides these")
			.addProperty("type", text("The path of the page that explains the code", "/problems/network-in-use"))
			.addProperty("title", text("What the code means", null))
			.addProperty("status", new Schema<>().type("integer"))
			.addProperty("detail", text("What happened and what to do about it", null))
			.addProperty("instance", text("The path that was called", null))
			.addProperty("code", text("One of GET /problems", "network-in-use"))
			.addProperty("requestId", text("Is in every log line of the request", null))
			.addProperty("engineMessage", text("The engine's own words, when it refused", null))
			.addProperty("errors", new Schema<>().type("array").items(error))
			.addProperty("results", new Schema<>().type("array")
				.items(new Schema<>().$ref("#/components/schemas/Result"))
				.description("Of several changes at once what came of each, in order: where some were refused ("
						+ FaultCode.PARTLY_DONE
						+ "), and where all had to end, since the engine was lost or nothing could be written down"))
			.addProperty("result",
					new Schema<>().description(
							"What would have been answered of what was done, where a prune had to end before its end"))
			.required(List.of("type", "title", "status", "detail", "instance", "code"));
	}

	@Bean
	GlobalOperationCustomizer everyOperation() {
		return (operation, method) -> {
			Set<FaultCode> codes = EnumSet.copyOf(EVERYWHERE);
			Raises raises = method.getMethodAnnotation(Raises.class);
			if (raises != null) {
				codes.addAll(Arrays.asList(raises.value()));
			}
			if (method.getMethodAnnotation(GetMapping.class) == null) {
				codes.addAll(WRITING);
			}
			Needs needs = method.getMethodAnnotation(Needs.class);
			if (needs != null && needs.value() != Role.NONE) {
				codes.addAll(WITH_ROLE);
				takes(operation, needs.value());
			}
			if (ChangeDocument.isChange(method)) {
				codes.add(FaultCode.PLAN_STALE);
				codes.add(FaultCode.AUDIT_UNAVAILABLE);
			}
			if (operation.getRequestBody() != null) {
				codes.addAll(WITH_BODY);
			}
			if (asksEngine(method)) {
				codes.addAll(WITH_ENGINE);
				operation.addParametersItem(engine());
			}
			codes.forEach((code) -> add(operation, code));
			return operation;
		};
	}

	private static void takes(Operation operation, Role role) {
		operation.addSecurityItem(new SecurityRequirement().addList(TOKEN));
		String description = (operation.getDescription() != null) ? operation.getDescription() + " " : "";
		operation.setDescription(description + "Takes the role " + role + ".");
	}

	private static boolean asksEngine(HandlerMethod method) {
		return method.getBeanType() != ProblemController.class;
	}

	private static Parameter engine() {
		return new Parameter().in("query")
			.name(ParameterInterceptor.ENGINE)
			.description("Which engine")
			.schema(new StringSchema()._default(ParameterInterceptor.DEFAULT_ENGINE));
	}

	private static void add(Operation operation, FaultCode code) {
		HttpStatus status = FaultStatus.of(code.kind());
		ApiResponse response = operation.getResponses()
			.computeIfAbsent(String.valueOf(status.value()),
					(key) -> new ApiResponse().description(status.getReasonPhrase())
						.content(new Content().addMediaType(MediaType.APPLICATION_PROBLEM_JSON_VALUE,
								new io.swagger.v3.oas.models.media.MediaType()
									.schema(new Schema<>().$ref("#/components/schemas/Problem")))));
		Objects.requireNonNull(response.getContent().get(MediaType.APPLICATION_PROBLEM_JSON_VALUE))
			.addExamples(code.toString(), example(code, status));
	}

	private static Example example(FaultCode code, HttpStatus status) {
		Problem problem = new Problem("/problems/" + code, code.title(), status.value(), code.remedy(),
				code.toString());
		return new Example().summary(code.title()).value(problem);
	}

	/**
	 * Is the example of a problem, as far as the code alone decides it.
	 */
	record Problem(String type, String title, int status, String detail, String code) {

	}

}
