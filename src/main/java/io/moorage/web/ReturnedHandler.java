package io.moorage.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

import org.springframework.core.MethodParameter;
import org.springframework.util.Assert;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodReturnValueHandler;
import org.springframework.web.method.support.ModelAndViewContainer;

/**
 * Answers with what controllers return undone: a question that is not asked yet, or a
 * change that is not made.
 *
 * @param <T> what they return
 */
@RequiredArgsConstructor
abstract class ReturnedHandler<T> implements HandlerMethodReturnValueHandler {

	private final Class<T> type;

	@Override
	public final boolean supportsReturnType(MethodParameter returnType) {
		return this.type.isAssignableFrom(returnType.getParameterType());
	}

	@Override
	public final void handleReturnValue(@Nullable Object value, MethodParameter returnType,
			ModelAndViewContainer container, NativeWebRequest webRequest) throws Exception {
		container.setRequestHandled(true);
		HttpServletRequest request = webRequest.getNativeRequest(HttpServletRequest.class);
		HttpServletResponse response = webRequest.getNativeResponse(HttpServletResponse.class);
		Assert.state(value != null && request != null && response != null, "nothing to answer over HTTP");
		answer(this.type.cast(value), request, response);
	}

	abstract void answer(T returned, HttpServletRequest request, HttpServletResponse response) throws Exception;

}
