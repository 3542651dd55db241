package io.moorage.fuzz;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The service's own OpenAPI document.
 *
 * @param document all of it
 * @param operations its operations, in order
 */
record Description(JsonNode document, List<Operation> operations) {

	static Description of(String text) {
		JsonNode document = JsonMapper.builder().build().readTree(text);
		List<Operation> operations = new ArrayList<>();
		document.path("paths")
			.properties()
			.forEach((path) -> path.getValue()
				.properties()
				.forEach((method) -> operations
					.add(new Operation(method.getKey().toUpperCase(Locale.ROOT), path.getKey(), method.getValue()))));
		operations.sort(Comparator.comparing(Operation::path).thenComparing(Operation::method));
		return new Description(document, List.copyOf(operations));
	}

	/**
	 * Returns the document for a validator: an object of the service's has the members
	 * that are written down and no others.
	 */
	JsonNode closed() {
		JsonNode copy = this.document.deepCopy();
		copy.at("/components/schemas").properties().forEach((schema) -> {
			if (schema.getValue() instanceof ObjectNode object && object.has("properties")
					&& !object.has("additionalProperties") && !schema.getKey().equals("Problem")) {
				object.put("additionalProperties", false);
			}
		});
		return copy;
	}

	/**
	 * Finds what a request can be taken for: by the path as it stands, and with its dots
	 * followed, as different parts of a server read it.
	 */
	List<Operation> candidates(String method, String target) {
		String path = target.replaceFirst("[?#].*", "");
		return Stream.of(segments(path, false), segments(path, true))
			.distinct()
			.flatMap((segments) -> this.operations.stream()
				.filter((operation) -> operation.method().equals(method) && operation.fits(segments))
				.sorted((one, other) -> Long.compare(one.variables(), other.variables()))
				.limit(1))
			.distinct()
			.toList();
	}

	private static List<String> segments(String path, boolean followed) {
		List<String> segments = new ArrayList<>();
		for (String raw : path.substring(1).split("/", -1)) {
			String segment = decoded(raw.replaceFirst(";.*", ""));
			if (followed && segment.equals("..")) {
				if (!segments.isEmpty()) {
					segments.removeLast();
				}
			}
			else if (!followed || !(segment.isEmpty() || segment.equals("."))) {
				segments.add(segment);
			}
		}
		return segments;
	}

	private static String decoded(String segment) {
		try {
			return URLDecoder.decode(segment.replace("+", "%2b"), StandardCharsets.UTF_8);
		}
		catch (IllegalArgumentException ex) {
			return segment;
		}
	}

	/**
	 * Something that can be asked.
	 *
	 * @param method the method
	 * @param path the path's template
	 * @param node what the document says of it
	 */
	record Operation(String method, String path, JsonNode node) {

		String id() {
			return this.node.path("operationId").asString();
		}

		List<String> segments() {
			return List.of(this.path.substring(1).split("/"));
		}

		long variables() {
			return segments().stream().filter((segment) -> segment.startsWith("{")).count();
		}

		boolean fits(List<String> segments) {
			List<String> own = segments();
			if (own.size() != segments.size()) {
				return false;
			}
			for (int i = 0; i < own.size(); i++) {
				if (own.get(i).startsWith("{") ? segments.get(i).isEmpty() : !own.get(i).equals(segments.get(i))) {
					return false;
				}
			}
			return true;
		}

		List<JsonNode> parameters(String in) {
			return this.node.path("parameters")
				.valueStream()
				.filter((parameter) -> parameter.path("in").asString().equals(in))
				.toList();
		}

		/** The media types that it answers with. */
		List<String> types() {
			List<String> types = this.node.path("responses")
				.valueStream()
				.flatMap((response) -> response.path("content").propertyNames().stream())
				.filter((type) -> !type.startsWith("application/problem"))
				.distinct()
				.toList();
			return types.isEmpty() ? List.of("*/*") : types;
		}

		/**
		 * Returns where in the document an answer's body is described.
		 * @return a JSON pointer, not escaped by percent
		 */
		String pointer(int status, String type) {
			return Stream
				.of("paths", this.path, this.method.toLowerCase(Locale.ROOT), "responses", "" + status, "content", type,
						"schema")
				.map((part) -> "/" + part.replace("~", "~0").replace("/", "~1"))
				.reduce("", String::concat);
		}

	}

}
