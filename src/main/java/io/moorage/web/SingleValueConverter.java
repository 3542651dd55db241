package io.moorage.web;

import java.util.Collections;
import java.util.List;
import java.util.Set;

import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

import org.springframework.core.convert.ConversionService;
import org.springframework.core.convert.TypeDescriptor;
import org.springframework.core.convert.converter.GenericConverter;

/**
 * Reads a parameter that is given once as a list of one. Spring would split it at its
 * commas.
 */
@RequiredArgsConstructor
class SingleValueConverter implements GenericConverter {

	private final ConversionService conversions;

	@Override
	public Set<ConvertiblePair> getConvertibleTypes() {
		return Set.of(new ConvertiblePair(String.class, List.class));
	}

	@Override
	public Object convert(@Nullable Object source, TypeDescriptor sourceType, TypeDescriptor targetType) {
		TypeDescriptor element = targetType.getElementTypeDescriptor();
		return Collections
			.singletonList((element != null) ? this.conversions.convert(source, sourceType, element) : source);
	}

}
