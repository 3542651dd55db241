package io.moorage.web;

import io.moorage.topology.Subnet;

import org.springframework.boot.context.properties.ConfigurationPropertiesBinding;
import org.springframework.core.convert.converter.Converter;
import org.springframework.stereotype.Component;

/**
 * Reads blocks of addresses in settings.
 */
@Component
@ConfigurationPropertiesBinding
class SubnetConverter implements Converter<String, Subnet> {

	@Override
	public Subnet convert(String source) {
		return Subnet.parse(source.strip());
	}

}
