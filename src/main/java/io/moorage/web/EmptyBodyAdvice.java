package io.moorage.web;

import java.lang.reflect.Type;

import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

import org.springframework.core.MethodParameter;
import org.springframework.core.ResolvableType;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.RequestBodyAdviceAdapter;

/**
 * Takes an empty body for an empty object, so that what is missing is told field by
 * field.
 */
@RestControllerAdvice
@RequiredArgsConstructor
class EmptyBodyAdvice extends RequestBodyAdviceAdapter {

	private static final byte[] NOTHING = {};

	private final StrictBodyConverter converter;

	@Override
	public boolean supports(MethodParameter parameter, Type type,
			Class<? extends HttpMessageConverter<?>> converterType) {
		return converterType == StrictBodyConverter.class;
	}

	@Override
	public @Nullable Object handleEmptyBody(@Nullable Object body, HttpInputMessage message, MethodParameter parameter,
			Type type, Class<? extends HttpMessageConverter<?>> converterType) {
		return this.converter.read(NOTHING, ResolvableType.forType(type), null);
	}

}
