package io.moorage;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/**
 * Starts Moorage, a service that manages the networks of Docker engines over HTTP.
 */
@SpringBootApplication
@ConfigurationPropertiesScan
public class MoorageApplication {

	public static void main(String[] args) {
		SpringApplication.run(MoorageApplication.class, args);
	}

}
