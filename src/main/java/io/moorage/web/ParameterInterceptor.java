package io.moorage.web;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import io.moorage.MoorageApplication;
import io.moorage.fault.FaultCode;
import io.moorage.fault.InvalidField;
import io.moorage.fault.MoorageException;
import io.moorage.snapshot.Read;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;

import org.springframework.core.DefaultParameterNameDiscoverer;
import org.springframework.core.MethodParameter;
import org.springframework.core.ResolvableType;
import org.springframework.stereotype.Component;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * Refuses query parameters that a call does not have, since a misspelt one would silently
 * do something else than was meant, and engines that are not there.
 */
@Component
class ParameterInterceptor implements HandlerInterceptor {

	static final String ENGINE = "engine";

	private static final List<String> FORMS = List.of("application/x-www-form-urlencoded", "multipart/");

	static final String DEFAULT_ENGINE = "default";

	private final DefaultParameterNameDiscoverer names = new DefaultParameterNameDiscoverer();

	@Override
	public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
		if (handler instanceof HandlerMethod method
				&& method.getBeanType().getPackageName().startsWith(MoorageApplication.class.getPackageName())) {
			checkPath(request);
			checkForm(request);
			Map<String, ResolvableType> known = known(method);
			List<InvalidField> errors = new ArrayList<>();
			query(request).forEach((name, values) -> check(name, values, known, errors));
			if (!errors.isEmpty()) {
				throw MoorageException.invalid(errors);
			}
			checkEngine(query(request).getFirst(ENGINE));
		}
		return true;
	}

	// Spring would cut a segment at a semicolon, and so mean another object.
	private static void checkPath(HttpServletRequest request) {
		if (request.getRequestURI().contains(";")) {
			throw MoorageException.invalid("", "The path has a semicolon. Write one that belongs to a name as %3B.");
		}
	}

	// A form in the body would pass for parameters.
	private static void checkForm(HttpServletRequest request) {
		String type = request.getContentType();
		if (type != null && FORMS.stream().anyMatch(type.toLowerCase(Locale.ROOT)::startsWith)) {
			throw new MoorageException(FaultCode.UNSUPPORTED_MEDIA_TYPE,
					"Send the body as JSON with Content-Type: application/json, and parameters in the query.");
		}
	}

	private static MultiValueMap<String, String> query(HttpServletRequest request) {
		MultiValueMap<String, String> query = new LinkedMultiValueMap<>();
		UriComponentsBuilder.newInstance()
			.query(request.getQueryString())
			.build()
			.getQueryParams()
			.forEach((name, values) -> values.forEach((value) -> query.add(decode(name), decode(value))));
		return query;
	}

	private static String decode(@Nullable String text) {
		try {
			return (text != null) ? URLDecoder.decode(text, StandardCharsets.UTF_8) : "";
		}
		catch (IllegalArgumentException ex) {
			throw MoorageException.invalid("?" + text,
					"The query has a % that no two hexadecimal digits follow. Write % itself as %25.");
		}
	}

	private static void check(String name, List<String> values, Map<String, ResolvableType> known,
			List<InvalidField> errors) {
		ResolvableType type = known.get(name);
		if (type == null) {
			errors.add(new InvalidField("?" + name, "\"" + name + "\" is not a parameter of this call; it has "
					+ String.join(", ", known.keySet()) + "."));
		}
		else if (!isCollection(type) && values.size() > 1) {
			errors.add(new InvalidField("?" + name, "The parameter " + name + " is given twice; give it once."));
		}
		else if (!words(type).isEmpty() && !words(type).containsAll(values)) {
			errors.add(new InvalidField("?" + name, "must be " + String.join(" or ", words(type)) + "."));
		}
	}

	private static boolean isCollection(ResolvableType type) {
		return Collection.class.isAssignableFrom(type.toClass());
	}

	// Spring's own reading takes yes, on and 1 for true, and an enum's name in Java.
	private static List<String> words(ResolvableType known) {
		Class<?> type = (isCollection(known) ? known.getGeneric() : known).toClass();
		if (type == boolean.class || type == Boolean.class) {
			return List.of("true", "false");
		}
		return type.isEnum() ? Stream.of(type.getEnumConstants()).map(String::valueOf).toList() : List.of();
	}

	// What each is read as.
	private Map<String, ResolvableType> known(HandlerMethod method) {
		Map<String, ResolvableType> known = new LinkedHashMap<>();
		for (MethodParameter parameter : method.getMethodParameters()) {
			if (parameter.hasParameterAnnotation(RequestParam.class)) {
				parameter.initParameterNameDiscovery(this.names);
				known.put(Objects.requireNonNull(parameter.getParameterName()),
						ResolvableType.forMethodParameter(parameter));
			}
			else if (parameter.hasParameterAnnotation(ParameterObject.class)) {
				Stream.of(parameter.getParameterType().getRecordComponents())
					.forEach((component) -> known.put(component.getName(),
							ResolvableType.forType(component.getGenericType())));
			}
		}
		if (method.getReturnType().getParameterType() == Read.class) {
			known.put(Reads.FRESH, ResolvableType.forClass(boolean.class));
		}
		known.put(ENGINE, ResolvableType.forClass(String.class));
		return known;
	}

	private static void checkEngine(@Nullable String engine) {
		if (engine != null && !engine.equals(DEFAULT_ENGINE)) {
			throw new MoorageException(FaultCode.ENGINE_NOT_FOUND,
					"There is no engine \"" + engine + "\". Leave engine out, or use " + DEFAULT_ENGINE + ".",
					Map.of("known", List.of(DEFAULT_ENGINE)));
		}
	}

}
