package io.moorage.web;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import io.moorage.MoorageApplication;
import io.moorage.fault.FaultCode;
import io.moorage.fault.InvalidField;
import io.moorage.fault.MoorageException;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * Refuses query parameters that a call does not have, since a misspelt one would silently
 * do something else than was meant, and engines that are not there.
 */
@Component
@RequiredArgsConstructor
class ParameterInterceptor implements HandlerInterceptor {

	static final String ENGINE = "engine";

	private static final List<String> FORMS = List.of("application/x-www-form-urlencoded", "multipart/");

	static final String DEFAULT_ENGINE = "default";

	private final QueryParameters parameters;

	@Override
	public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
		// What is answered after a failure has the parameters of the call that failed.
		if (request.getDispatcherType() != DispatcherType.ERROR && handler instanceof HandlerMethod method
				&& method.getBeanType().getPackageName().startsWith(MoorageApplication.class.getPackageName())) {
			checkPath(request);
			checkForm(request);
			List<InvalidField> errors = this.parameters.check(method, query(request));
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

	private static void checkEngine(@Nullable String engine) {
		if (engine != null && engine.isEmpty()) {
			throw MoorageException.invalid("?engine", "is empty. Leave engine out, or use " + DEFAULT_ENGINE + ".");
		}
		if (engine != null && !engine.equals(DEFAULT_ENGINE)) {
			throw new MoorageException(FaultCode.ENGINE_NOT_FOUND,
					"There is no engine \"" + engine + "\". Leave engine out, or use " + DEFAULT_ENGINE + ".",
					Map.of("known", List.of(DEFAULT_ENGINE)));
		}
	}

}
