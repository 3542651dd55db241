package io.moorage.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Holds answers against the document.
 */
final class AnswerCheck {

	private static final JsonMapper JSON = JsonMapper.builder().build();

	private static final String DOCUMENT = "https://moorage.example/v3/api-docs";

	private static final Set<Integer> PARSERS = Set.of(400, 413, 414, 417, 431, 501, 505);

	/** What may fail though the engine is well: an image that no registry gives. */
	private static final Set<String> FAILURES = Set.of("image-pull-failed");

	private final Description description;

	private final SchemaRegistry registry;

	private final Map<String, Schema> schemas = new ConcurrentHashMap<>();

	AnswerCheck(Description description) {
		this.description = description;
		this.registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12,
				(builder) -> builder.schemas(Map.of(DOCUMENT, description.closed().toString())));
	}

	/** What is wrong with an answer, empty when nothing is. */
	List<String> mistakes(FuzzedRequest request, RawAnswer answer) {
		if (answer.isParsers()) {
			return (PARSERS.contains(answer.status()) && answer.body().isEmpty()) ? List.of()
					: List.of("the HTTP parser answers with another status, or with a body");
		}
		List<String> mistakes = new ArrayList<>();
		if (answer.status() >= 500 && !FAILURES.contains(code(answer)) && !isKernels(answer)) {
			mistakes.add("a 5xx that the contract does not have");
		}
		List<Description.Operation> candidates = this.description.candidates(request.method(), request.target());
		List<String> best = null;
		for (Description.Operation operation : candidates) {
			List<String> against = against(operation, answer);
			best = (best == null || against.size() < best.size()) ? against : best;
		}
		List<String> elsewhere = elsewhere(answer);
		// A path with dots, or with nothing, between two slashes may as well be taken for
		// one that is not there.
		boolean plain = !request.target().replaceFirst("[?#].*", "").matches(".*/(?:\\.|%2[eE]){0,2}(?:[/;].*)?");
		mistakes.addAll((best == null || (!plain && elsewhere.isEmpty())) ? elsewhere : best);
		return mistakes;
	}

	private List<String> against(Description.Operation operation, RawAnswer answer) {
		JsonNode response = operation.node().path("responses").path(String.valueOf(answer.status()));
		String place = operation.method() + " " + operation.path() + " " + answer.status() + " ";
		if (response.isMissingNode()) {
			return List.of(place + code(answer) + " is not documented");
		}
		JsonNode content = response.path("content");
		if (answer.type().isEmpty() && answer.body().isEmpty()) {
			return (content.isEmpty() || answer.status() == 304) ? List.of() : List.of(place + "has no body");
		}
		if (!content.has(answer.type())) {
			return List.of(place + answer.type() + " is not documented");
		}
		List<String> mistakes = new ArrayList<>();
		if (answer.type().equals("application/problem+json")
				&& !content.path(answer.type()).path("examples").has(code(answer))) {
			mistakes.add(place + code(answer) + " is not documented");
		}
		if (answer.type().endsWith("json") && !answer.isStream()) {
			for (Error error : schema(operation, answer).validate(answer.body(), InputFormat.JSON)) {
				mistakes
					.add(place + "does not fit its schema: " + error.getInstanceLocation() + " " + error.getMessage());
			}
		}
		return mistakes;
	}

	private Schema schema(Description.Operation operation, RawAnswer answer) {
		return this.schemas.computeIfAbsent(operation.pointer(answer.status(), answer.type()),
				(pointer) -> this.registry.getSchema(SchemaLocation.of(DOCUMENT + "#" + pointer)));
	}

	// What is not documented is not there, or is the page and what it needs.
	private static List<String> elsewhere(RawAnswer answer) {
		boolean missing = answer.type().equals("application/problem+json")
				&& Set.of(400, 404, 405).contains(answer.status());
		return (missing || answer.status() < 400) ? List.of()
				: List.of("a path that is not documented is answered with " + answer.status());
	}

	/**
	 * Whether the host's kernel lacks a driver, which nobody knows before it is tried:
	 * what was to be replaced is there again, under another id.
	 */
	static boolean isKernels(RawAnswer answer) {
		if (!code(answer).equals("change-undone")) {
			return false;
		}
		JsonNode problem = JSON.readTree(answer.body());
		return problem.at("/requires/kernel").isString() && problem.path("notRestored").isEmpty();
	}

	static String code(RawAnswer answer) {
		if (!answer.type().equals("application/problem+json")) {
			return "";
		}
		try {
			return JSON.readTree(answer.body()).path("code").asString("");
		}
		catch (JacksonException ex) {
			return "(no JSON)";
		}
	}

}
