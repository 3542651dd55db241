package io.moorage.web;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.moorage.MoorageApplication;
import io.moorage.change.Patch;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.type.TypeFactory;

import org.springframework.core.ResolvableType;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.HttpOutputMessage;
import org.springframework.http.MediaType;
import org.springframework.http.converter.SmartHttpMessageConverter;
import org.springframework.stereotype.Component;

/**
 * Reads the API's own request bodies with {@link StrictBodies}; writes nothing.
 */
@Component
@RequiredArgsConstructor
class StrictBodyConverter implements SmartHttpMessageConverter<Object> {

	private static final List<MediaType> JSON = List.of(MediaType.APPLICATION_JSON,
			new MediaType("application", "*+json"));

	private static final List<MediaType> SUPPORTED = Stream.concat(JSON.stream(), Stream.of(MediaType.APPLICATION_YAML))
		.toList();

	private final StrictBodies bodies;

	@Override
	public boolean canRead(ResolvableType type, @Nullable MediaType mediaType) {
		Class<?> body = payload(type).toClass();
		return body.isRecord() && body.getPackageName().startsWith(MoorageApplication.class.getPackageName())
				&& mediaType != null && SUPPORTED.stream().anyMatch((each) -> each.includes(mediaType));
	}

	private static ResolvableType payload(ResolvableType type) {
		return isPatch(type) ? type.getGeneric() : type;
	}

	private static boolean isPatch(ResolvableType type) {
		return type.toClass() == Patch.class;
	}

	@Override
	public Object read(ResolvableType type, HttpInputMessage message, @Nullable Map<String, Object> hints)
			throws IOException {
		return read(message.getBody().readAllBytes(), type, message.getHeaders().getContentType());
	}

	Object read(byte[] json, ResolvableType type, @Nullable MediaType contentType) {
		JavaType target = TypeFactory.createDefaultInstance().constructType(payload(type).getType());
		if (MediaType.APPLICATION_YAML.isCompatibleWith(contentType)) {
			return this.bodies.readYaml(json, target);
		}
		return isPatch(type) ? this.bodies.patch(json, target) : this.bodies.read(json, target);
	}

	@Override
	public boolean canWrite(ResolvableType type, Class<?> valueClass, @Nullable MediaType mediaType) {
		return false;
	}

	@Override
	public void write(Object value, ResolvableType type, @Nullable MediaType mediaType, HttpOutputMessage message,
			@Nullable Map<String, Object> hints) {
		throw new UnsupportedOperationException("reads only");
	}

	@Override
	public List<MediaType> getSupportedMediaTypes() {
		return SUPPORTED;
	}

}
