package io.moorage.probe;

import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;

/**
 * Lets helpers that were left behind be looked for on a schedule.
 */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
class ProbeConfiguration {

}
