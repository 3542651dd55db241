package io.moorage.web;

import io.moorage.read.Read;
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
 * Has questions answered that controllers return.
 */
@RequiredArgsConstructor
class ReadHandler implements HandlerMethodReturnValueHandler {

	private final Reads reads;

	@Override
	public boolean supportsReturnType(MethodParameter returnType) {
		return Read.class.isAssignableFrom(returnType.getParameterType());
	}

	@Override
	public void handleReturnValue(@Nullable Object value, MethodParameter returnType, ModelAndViewContainer container,
			NativeWebRequest webRequest) throws Exception {
		container.setRequestHandled(true);
		HttpServletRequest request = webRequest.getNativeRequest(HttpServletRequest.class);
		HttpServletResponse response = webRequest.getNativeResponse(HttpServletResponse.class);
		Assert.state(value instanceof Read<?> && request != null && response != null, "no question over HTTP");
		this.reads.answer((Read<?>) value, request, response);
	}

}
