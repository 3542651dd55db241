package io.moorage.web;

import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;
import org.springdoc.api.AbstractOpenApiResource;

import org.springframework.core.MethodParameter;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyAdvice;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/**
 * Tells each reader of the API's document where it reached this service. Springdoc keeps
 * one document for all readers, and would write the server of one of them into it.
 */
@ControllerAdvice
class ServersAdvice implements ResponseBodyAdvice<byte[]> {

	/** Stands in the kept document for where its reader reached this service. */
	static final String HERE = "https://here.invalid";

	@Override
	public boolean supports(MethodParameter returnType, Class<? extends HttpMessageConverter<?>> converterType) {
		return AbstractOpenApiResource.class.isAssignableFrom(returnType.getContainingClass())
				&& returnType.getParameterType() == byte[].class;
	}

	@Override
	public byte @Nullable [] beforeBodyWrite(byte @Nullable [] body, MethodParameter returnType, MediaType type,
			Class<? extends HttpMessageConverter<?>> converterType, ServerHttpRequest request,
			ServerHttpResponse response) {
		if (body == null) {
			return null;
		}
		// A URL as it is sent has nothing in it that JSON or YAML would quote.
		String here = ServletUriComponentsBuilder.fromCurrentContextPath().toUriString();
		return new String(body, StandardCharsets.UTF_8).replace(HERE, here).getBytes(StandardCharsets.UTF_8);
	}

}
