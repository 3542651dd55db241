package io.moorage.change;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Says what this service may do with containers.
 *
 * @param enabled whether containers may be run, started, stopped and removed, those for
 * probes included; looking at them and connecting them is always allowed
 */
@ConfigurationProperties("moorage.containers")
record ContainerProperties(@DefaultValue("true") boolean enabled) {

}
