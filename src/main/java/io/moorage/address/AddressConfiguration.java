package io.moorage.address;

import java.nio.file.Path;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Says where this machine tells of its routes.
 */
@Configuration(proxyBeanMethods = false)
class AddressConfiguration {

	@Bean
	HostRoutes hostRoutes() {
		return new HostRoutes(Path.of("/proc/net"));
	}

}
