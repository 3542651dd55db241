package io.moorage.change;

import java.util.List;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Says what this service may do with containers.
 *
 * @param enabled whether containers may be run, started, stopped and removed, those for
 * probes included; looking at them and connecting them is always allowed
 * @param images globs ({@code *} for any characters) of images that may be run, matched
 * on the name in full, {@code docker.io/library/alpine:3.20} for example; the helpers of
 * probes aside
 */
@ConfigurationProperties("moorage.containers")
record ContainerProperties(@DefaultValue("true") boolean enabled, @DefaultValue("*") List<String> images) {

	/**
	 * Copies what is given.
	 */
	ContainerProperties {
		images = List.copyOf(images);
	}

}
