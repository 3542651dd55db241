package io.moorage.web;

import java.util.Arrays;

import org.springframework.core.convert.converter.Converter;
import org.springframework.core.convert.converter.ConverterFactory;

/**
 * Reads one of an enum's words in a query parameter, as it is written in answers.
 */
@SuppressWarnings({ "rawtypes", "unchecked" })
class ExactEnumConverterFactory implements ConverterFactory<String, Enum> {

	@Override
	public <T extends Enum> Converter<String, T> getConverter(Class<T> type) {
		return (text) -> Arrays.stream(type.getEnumConstants())
			.filter((each) -> each.toString().equals(text))
			.findFirst()
			.orElseThrow(() -> new IllegalArgumentException("\"" + text + "\" is none of its words"));
	}

}
