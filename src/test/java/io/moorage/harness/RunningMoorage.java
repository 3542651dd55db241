package io.moorage.harness;

import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;

import io.moorage.MoorageApplication;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.logging.LoggingApplicationListener;
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
	 * @param settings further properties, each {@code name=value}; they win
	 * @return the service, which the caller closes
	 */
	public static RunningMoorage inFrontOf(URI engine, String... settings) {
		List<String> fixed = List.of("server.port=0", "moorage.data-dir=" + ownFolder(),
				"moorage.engine.host=" + engine, "moorage.engine.connect-timeout=500ms",
				"moorage.engine.read-timeout=1500ms", "spring.main.banner-mode=off",
				"spring.main.register-shutdown-hook=false", "spring.jmx.enabled=false");
		Map<String, String> all = new LinkedHashMap<>();
		Stream.concat(fixed.stream(), Stream.of(settings))
			.forEach((setting) -> all.put(setting.substring(0, setting.indexOf('=')), setting));
		String[] arguments = all.values().stream().map((setting) -> "--" + setting).toArray(String[]::new);
		SpringApplication application = new SpringApplication(MoorageApplication.class);
		// All services of this JVM share its logging; one that comes or goes leaves it
		// alone.
		application.setListeners(application.getListeners()
			.stream()
			.filter((listener) -> !(listener instanceof LoggingApplicationListener))
			.toList());
		return new RunningMoorage(application.run(arguments));
	}

	// Two services never share one.
	private static Path ownFolder() {
		return Path.of(System.getProperty("moorage.data-dir", "target/data"),
				"run-" + Long.toString(ThreadLocalRandom.current().nextLong(Long.MAX_VALUE), 36));
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
