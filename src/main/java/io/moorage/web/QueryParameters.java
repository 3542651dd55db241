package io.moorage.web;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import io.moorage.fault.InvalidField;
import io.moorage.read.Read;
import jakarta.validation.Validator;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.DefaultParameterNameDiscoverer;
import org.springframework.core.MethodParameter;
import org.springframework.core.ResolvableType;
import org.springframework.core.convert.ConversionException;
import org.springframework.core.convert.ConversionService;
import org.springframework.stereotype.Component;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;

/**
 * Knows the query parameters of every call, and finds all mistakes in those that were
 * sent: Spring stops at the first.
 */
@Component
class QueryParameters {

	private final DefaultParameterNameDiscoverer names = new DefaultParameterNameDiscoverer();

	private final ConversionService conversions;

	private final Validator validator;

	QueryParameters(@Lazy @Qualifier("mvcConversionService") ConversionService conversions, Validator validator) {
		this.conversions = conversions;
		this.validator = validator;
	}

	/**
	 * Checks what was sent.
	 * @param method the call
	 * @param query names and values, decoded
	 * @return every mistake
	 */
	List<InvalidField> check(HandlerMethod method, MultiValueMap<String, String> query) {
		Map<String, Known> known = known(method);
		List<InvalidField> errors = new ArrayList<>();
		query.forEach((name, values) -> {
			Known parameter = known.get(name);
			if (parameter == null) {
				errors.add(new InvalidField("?" + name, "\"" + name + "\" is not a parameter of this call; it has "
						+ String.join(", ", known.keySet()) + "."));
			}
			else {
				errors.addAll(check(name, values, parameter));
			}
		});
		return errors;
	}

	private List<InvalidField> check(String name, List<String> values, Known parameter) {
		if (!parameter.isList() && values.size() > 1) {
			return List.of(new InvalidField("?" + name, "The parameter " + name + " is given twice; give it once."));
		}
		List<String> words = words(parameter.type());
		if (!words.isEmpty()) {
			return words.containsAll(values) ? List.of()
					: List.of(new InvalidField("?" + name, "must be " + String.join(" or ", words) + "."));
		}
		if (parameter.type() != String.class && values.contains("")) {
			return List.of(empty(name));
		}
		return (parameter.owner() != null) ? checkValues(name, values, parameter, parameter.owner()) : List.of();
	}

	// Spring's own reading takes yes, on and 1 for true, and an enum's name in Java.
	private static List<String> words(Class<?> type) {
		if (type == boolean.class || type == Boolean.class) {
			return List.of("true", "false");
		}
		return type.isEnum() ? Stream.of(type.getEnumConstants()).map(String::valueOf).toList() : List.of();
	}

	private List<InvalidField> checkValues(String name, List<String> values, Known parameter, Class<?> owner) {
		List<@Nullable Object> converted = new ArrayList<>();
		for (String value : values) {
			try {
				Object one = this.conversions.convert(value, parameter.type());
				if (one == null) {
					return List.of(empty(name));
				}
				converted.add(one);
			}
			catch (ConversionException ex) {
				return List.of(new InvalidField("?" + name, expectation(ex, value)));
			}
		}
		Object value = parameter.isList() ? converted : converted.getFirst();
		return this.validator.validateValue(owner, name, value)
			.stream()
			.map((violation) -> new InvalidField("?" + name, Violations.sentence(violation.getMessage())))
			.distinct()
			.toList();
	}

	private static InvalidField empty(String name) {
		return new InvalidField("?" + name, "is empty. Give it a value, or leave it out.");
	}

	// The house's own types say in a sentence what is wrong with a text.
	private static String expectation(Throwable failure, String value) {
		Throwable cause = failure;
		while (cause.getCause() != null) {
			cause = cause.getCause();
		}
		if (cause instanceof NumberFormatException) {
			return "must be a whole number.";
		}
		String message = String.valueOf(cause.getMessage());
		return (cause instanceof IllegalArgumentException && message.endsWith(".")) ? message
				: "has a value of a wrong form: " + value + ".";
	}

	private Map<String, Known> known(HandlerMethod method) {
		Map<String, Known> known = new LinkedHashMap<>();
		for (MethodParameter parameter : method.getMethodParameters()) {
			if (parameter.hasParameterAnnotation(RequestParam.class)) {
				parameter.initParameterNameDiscovery(this.names);
				known.put(Objects.requireNonNull(parameter.getParameterName()),
						Known.of(ResolvableType.forMethodParameter(parameter), null));
			}
			else if (parameter.hasParameterAnnotation(ParameterObject.class)) {
				Class<?> owner = parameter.getParameterType();
				Stream.of(owner.getRecordComponents())
					.forEach((component) -> known.put(component.getName(),
							Known.of(ResolvableType.forType(component.getGenericType()), owner)));
			}
		}
		if (method.getReturnType().getParameterType() == Read.class) {
			known.put(Reads.FRESH, new Known(boolean.class, false, null));
		}
		if (ChangeDocument.isChange(method)) {
			known.put(ChangeHandler.DRY_RUN, new Known(boolean.class, false, null));
			known.put(ChangeHandler.PLAN, new Known(String.class, false, null));
		}
		known.put(ParameterInterceptor.ENGINE, new Known(String.class, false, null));
		return known;
	}

	/**
	 * Is a parameter that a call has.
	 *
	 * @param type what one value is read as
	 * @param isList whether it may be given several times
	 * @param owner the record whose component it is, or null
	 */
	private record Known(Class<?> type, boolean isList, @Nullable Class<?> owner) {

		private static Known of(ResolvableType type, @Nullable Class<?> owner) {
			boolean isList = Collection.class.isAssignableFrom(type.toClass());
			return new Known((isList ? type.getGeneric() : type).toClass(), isList, owner);
		}

	}

}
