package io.moorage.harness;

import java.net.URI;
import java.util.List;
import java.util.stream.Stream;

import io.moorage.MoorageApplication;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * A service of its own, with an engine and settings of its own.
 */
public final class RunningMoorage implements AutoCloseable {

	private final ConfigurableApplicationContext context;

	private RunningMoorage(ConfigurableApplicationContext context) {
		this.context = context;
	}

	/**
	 * Starts a service that is impatient with its engine.
	 * @param engine the engine's address
	 * @param settings further properties, each {@code name=value}
	 * @return the service, which the caller closes
	 */
	public static RunningMoorage inFrontOf(URI engine, String... settings) {
		List<String> fixed = List.of("server.port=0", "moorage.engine.host=" + engine,
				"moorage.engine.connect-timeout=500ms", "moorage.engine.read-timeout=1500ms",
				"spring.main.banner-mode=off", "spring.main.register-shutdown-hook=false", "spring.jmx.enabled=false");
		String[] arguments = Stream.concat(fixed.stream(), Stream.of(settings))
			.map((setting) -> "--" + setting)
			.toArray(String[]::new);
		return new RunningMoorage(new SpringApplicationBuilder(MoorageApplication.class).run(arguments));
	}

	public Api api() {
		String port = this.context.getEnvironment().getRequiredProperty("local.server.port");
		return new Api(URI.create("http://127.0.0.1:" + port));
	}

	@Override
	public void close() {
		this.context.close();
	}

}
