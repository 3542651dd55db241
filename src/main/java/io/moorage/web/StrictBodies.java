package io.moorage.web;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.moorage.change.Patch;
import io.moorage.fault.InvalidField;
import io.moorage.fault.MoorageException;
import io.moorage.topology.IpAddress;
import io.moorage.topology.Subnet;
import jakarta.validation.Validator;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JacksonException.Reference;
import tools.jackson.core.JsonParser;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.type.LogicalType;

import org.springframework.stereotype.Component;

/**
 * Reads JSON bodies and tells every mistake at once: whatever cannot be read is noted and
 * taken out, until the rest can be read and validated. Nothing is converted silently.
 */
@Component
class StrictBodies {

	private static final int MAX_ERRORS = 50;

	private static final int MAX_DEPTH = 32;

	private final JsonMapper mapper;

	private final Validator validator;

	StrictBodies(Validator validator) {
		this.validator = validator;
		JsonFactory factory = JsonFactory.builder()
			.streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
			.enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
			.build();
		this.mapper = JsonMapper.builder(factory)
			.addModule(new ValueTypesModule())
			.enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
			.disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
			.enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
			.disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
			.withCoercionConfig(LogicalType.Textual,
					(config) -> config.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
						.setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
						.setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
			.build();
	}

	/**
	 * Reads a body.
	 * @param json the body; an empty one is an empty object
	 * @param type what it is read as, a record
	 * @return an object that fits all of the type's constraints
	 * @throws MoorageException {@code invalid-request} with every mistake that was found
	 */
	Object read(byte[] json, JavaType type) {
		return read(tree(json), type);
	}

	private Object read(ObjectNode tree, JavaType type) {
		List<InvalidField> errors = new ArrayList<>();
		Object body = bind(tree, type, errors);
		if (body != null) {
			errors.addAll(Violations.beside(errors, tree, this.validator.validate(body)));
		}
		if (body == null || !errors.isEmpty()) {
			throw MoorageException.invalid(errors);
		}
		return body;
	}

	/**
	 * Reads a body that is YAML: one document, without types of its own, with few aliases
	 * and no deeper than JSON may be.
	 * @param yaml the body; an empty one is an empty object
	 * @param type what it is read as, a record
	 * @return an object that fits all of the type's constraints
	 * @throws MoorageException {@code invalid-request}
	 */
	Object readYaml(byte[] yaml, JavaType type) {
		return read(StrictYaml.read(yaml, this.mapper), type);
	}

	/**
	 * Reads a merge patch.
	 * @param json the body
	 * @param type what it is a patch of, a record
	 * @return the patch
	 * @throws MoorageException {@code invalid-request}
	 */
	Patch<Object> patch(byte[] json, JavaType type) {
		ObjectNode patch = tree(json);
		return (today) -> {
			ObjectNode merged = this.mapper.valueToTree(today);
			merge(merged, patch);
			return read(merged, type);
		};
	}

	// RFC 7396, section 2, but that what is null stays null.
	private static void merge(ObjectNode target, ObjectNode patch) {
		patch.properties().forEach((entry) -> {
			JsonNode value = entry.getValue();
			if (value instanceof ObjectNode inner) {
				ObjectNode place = (target.get(entry.getKey()) instanceof ObjectNode present) ? present
						: target.putObject(entry.getKey());
				merge(place, inner);
			}
			else {
				target.set(entry.getKey(), value);
			}
		});
	}

	private ObjectNode tree(byte[] json) {
		if (json.length == 0) {
			return this.mapper.createObjectNode();
		}
		try {
			JsonNode tree = this.mapper.readTree(json);
			if (tree instanceof ObjectNode object) {
				return object;
			}
		}
		catch (JacksonException ex) {
			throw MoorageException.invalid(broken(ex), brokenDetail(ex));
		}
		throw MoorageException.invalid("", "The body must be a JSON object like {\"name\": \"value\"}.");
	}

	private static String broken(JacksonException ex) {
		boolean duplicate = String.valueOf(ex.getOriginalMessage()).startsWith("Duplicate");
		return (duplicate && ex.processor() instanceof JsonParser parser)
				? parser.streamReadContext().pathAsPointer().toString() : "";
	}

	private static String brokenDetail(JacksonException ex) {
		String message = String.valueOf(ex.getOriginalMessage());
		if (message.startsWith("Duplicate")) {
			return "This field is given twice; give it once.";
		}
		if (message.startsWith("Trailing token")) {
			return "Something follows the JSON object; send nothing but one object.";
		}
		if (ex instanceof StreamConstraintsException) {
			return "The body is more than this service reads: too deep, or with a name, a text or a number that is too long.";
		}
		TokenStreamLocation at = ex.getLocation();
		String where = (at != null) ? " (line " + at.getLineNr() + ", column " + at.getColumnNr() + ")" : "";
		return "The body is no valid JSON" + where + ". Check its brackets, quotes and commas.";
	}

	private @Nullable Object bind(ObjectNode tree, JavaType type, List<InvalidField> errors) {
		while (true) {
			try {
				return this.mapper.treeToValue(tree, type);
			}
			catch (JacksonException ex) {
				List<Reference> path = ex.getPath();
				errors.add(new InvalidField(pointer(path), detail(ex)));
				if (errors.size() == MAX_ERRORS || !remove(tree, path)) {
					return null;
				}
			}
		}
	}

	private static String pointer(List<Reference> path) {
		StringBuilder pointer = new StringBuilder();
		for (Reference step : path) {
			String name = step.getPropertyName();
			pointer.append('/').append((name != null) ? InvalidField.step(name) : String.valueOf(step.getIndex()));
		}
		return pointer.toString();
	}

	private static boolean remove(JsonNode tree, List<Reference> path) {
		if (path.isEmpty()) {
			return false;
		}
		JsonNode parent = tree;
		for (Reference step : path.subList(0, path.size() - 1)) {
			parent = (step.getPropertyName() != null) ? parent.path(step.getPropertyName())
					: parent.path(step.getIndex());
		}
		Reference last = path.getLast();
		if (parent instanceof ObjectNode object) {
			return object.remove(last.getPropertyName()) != null;
		}
		if (parent instanceof ArrayNode array && !array.path(last.getIndex()).isNull()) {
			// Those behind it must keep their places, for the pointers.
			array.setNull(last.getIndex());
			return true;
		}
		return false;
	}

	private static String detail(JacksonException ex) {
		if (ex instanceof UnrecognizedPropertyException unknown) {
			Collection<Object> known = unknown.getKnownPropertyIds();
			return "\"" + unknown.getPropertyName() + "\" is not a known field; known are: "
					+ String.join(", ", known.stream().map(String::valueOf).sorted().toList()) + ".";
		}
		if (ex instanceof MismatchedInputException mismatch) {
			Class<?> type = mismatch.getTargetType();
			boolean own = type == IpAddress.class || type == Subnet.class;
			if (own && ex instanceof InvalidFormatException) {
				return String.valueOf(ex.getOriginalMessage());
			}
			return expectation(type);
		}
		return (ex instanceof DatabindException) ? "has a value that is out of range or of a wrong form."
				: "is out of range.";
	}

	private static String expectation(@Nullable Class<?> type) {
		if (type == null) {
			return "has a wrong type.";
		}
		if (type.isEnum()) {
			return "must be one of "
					+ String.join(", ", Stream.of(type.getEnumConstants()).map(String::valueOf).toList()) + ".";
		}
		if (type == Boolean.class || type == boolean.class) {
			return "must be true or false.";
		}
		if (type == Integer.class || type == int.class || type == Long.class || type == long.class) {
			return "must be a whole number.";
		}
		if (Collection.class.isAssignableFrom(type)) {
			return "must be a list.";
		}
		if (Map.class.isAssignableFrom(type)) {
			return "must be an object of names and texts.";
		}
		RecordComponent[] components = type.getRecordComponents();
		return (components == null) ? "must be a text."
				: "must be an object with some of: " + String.join(", ",
						Arrays.stream(components)
							.filter((each) -> !each.getAccessor().isAnnotationPresent(JsonAnySetter.class))
							.map(StrictBodies::name)
							.toList())
						+ ".";
	}

	// As callers write it.
	private static String name(RecordComponent component) {
		JsonProperty given = component.getAccessor().getAnnotation(JsonProperty.class);
		return (given != null) ? given.value() : component.getName();
	}

}
