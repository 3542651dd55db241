package io.moorage.web;

import java.util.function.Function;

import io.moorage.topology.ContainerId;
import io.moorage.topology.IpAddress;
import io.moorage.topology.NetworkId;
import io.moorage.topology.Subnet;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.std.StdScalarDeserializer;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.ToStringSerializer;

import org.springframework.stereotype.Component;

/**
 * Writes and reads the house's value types as the texts that people know.
 */
@Component
class ValueTypesModule extends SimpleModule {

	private static final long serialVersionUID = 1L;

	ValueTypesModule() {
		super("moorage");
		addSerializer(NetworkId.class, ToStringSerializer.instance);
		addSerializer(ContainerId.class, ToStringSerializer.instance);
		addSerializer(IpAddress.class, ToStringSerializer.instance);
		addSerializer(Subnet.class, ToStringSerializer.instance);
		addDeserializer(NetworkId.class,
				new TextDeserializer<>(NetworkId.class, NetworkId::new, "must be a network's full id."));
		addDeserializer(ContainerId.class,
				new TextDeserializer<>(ContainerId.class, ContainerId::new, "must be a container's full id."));
		addDeserializer(IpAddress.class,
				new TextDeserializer<>(IpAddress.class, IpAddress::parse, "must be an IP address like 10.1.2.3."));
		addDeserializer(Subnet.class,
				new TextDeserializer<>(Subnet.class, Subnet::parse, "must be a subnet in CIDR form like 10.1.0.0/16."));
	}

	/**
	 * Reads a value from a text, with the value's own sentence when it fails.
	 *
	 * @param <T> the type of the value
	 */
	private static final class TextDeserializer<T> extends StdScalarDeserializer<T> {

		private final transient Function<String, T> parser;

		private final String expectation;

		private TextDeserializer(Class<T> type, Function<String, T> parser, String expectation) {
			super(type);
			this.parser = parser;
			this.expectation = expectation;
		}

		@Override
		public T deserialize(JsonParser json, DeserializationContext context) {
			if (json.currentToken() != JsonToken.VALUE_STRING) {
				throw InvalidFormatException.from(json, this.expectation, json.getString(), handledType());
			}
			String text = json.getString();
			try {
				return this.parser.apply(text);
			}
			catch (IllegalArgumentException ex) {
				throw InvalidFormatException.from(json, String.valueOf(ex.getMessage()), text, handledType());
			}
		}

	}

}
