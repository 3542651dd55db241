package io.moorage.change;

import java.util.List;
import java.util.Map;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Says which networks are not this service's to change.
 *
 * @param protection which nobody may change
 * @param managed by who declares them ({@code terraform} for example), labels ({@code k}
 * or {@code k=v}) or globs of names of networks
 */
@ConfigurationProperties("moorage")
record OwnershipProperties(@DefaultValue ProtectionProperties protection,
		@DefaultValue Map<String, List<String>> managed) {

	/**
	 * Says which networks nobody may change.
	 *
	 * @param networks globs of names of networks
	 */
	record ProtectionProperties(@DefaultValue List<String> networks) {

	}

}
