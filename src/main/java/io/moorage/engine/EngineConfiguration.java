package io.moorage.engine;

import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.httpclient5.ApacheDockerHttpClient;
import com.github.dockerjava.transport.DockerHttpClient;
import io.micrometer.core.instrument.MeterRegistry;
import lombok.extern.slf4j.Slf4j;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Puts the way to the engine together.
 */
@Configuration(proxyBeanMethods = false)
@Slf4j
class EngineConfiguration {

	// One stream of events and one ping at a time, and a few that wait for their end.
	private static final int STREAM_CONNECTIONS = 8;

	// Health checks and the negotiation of a version.
	private static final int PING_CONNECTIONS = 64;

	@Bean
	DefaultDockerClientConfig dockerConfig(EngineProperties properties) {
		DefaultDockerClientConfig config = EngineSettings.resolve(properties);
		log.info("Docker Engine at {}", config.getDockerHost());
		return config;
	}

	@Bean
	EngineHttp engineHttp(DefaultDockerClientConfig config, EngineProperties properties, MeterRegistry registry) {
		return http(config, properties, properties.maxConcurrent(), registry);
	}

	/**
	 * For the one who keeps the snapshot, whose pings must never wait behind anything.
	 */
	@Bean
	EngineHttp streamHttp(DefaultDockerClientConfig config, EngineProperties properties, MeterRegistry registry) {
		return http(config, properties, STREAM_CONNECTIONS, registry);
	}

	/**
	 * For pings that must not wait behind calls that take their time.
	 */
	@Bean
	EngineHttp pingHttp(DefaultDockerClientConfig config, EngineProperties properties, MeterRegistry registry) {
		return http(config, properties, PING_CONNECTIONS, registry);
	}

	@Bean
	ApiNegotiation apiNegotiation(EngineHttp pingHttp, EngineProperties properties) {
		return new ApiNegotiation(pingHttp, properties.readTimeout());
	}

	@Bean
	EngineEvents engineEvents(EngineHttp streamHttp, ApiNegotiation negotiation) {
		return new EventStream(streamHttp, negotiation);
	}

	@Bean
	DockerGateway engineGateway(DefaultDockerClientConfig config, EngineHttp engineHttp, ApiNegotiation negotiation,
			EngineProperties properties) {
		// Its own commands have a transport without a time-out, since a pull takes long.
		DockerHttpClient commands = new ApacheDockerHttpClient.Builder().dockerHost(config.getDockerHost())
			.sslConfig(config.getSSLConfig())
			.connectionTimeout(properties.connectTimeout())
			.build();
		return new DockerGateway(engineHttp, negotiation,
				new DockerCommands(engineHttp, DockerClientImpl.getInstance(config, commands), properties),
				new Guarded(engineHttp));
	}

	private static EngineHttp http(DefaultDockerClientConfig config, EngineProperties properties, int connections,
			MeterRegistry registry) {
		JsonMapper mapper = JsonMapper.builder()
			.enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_PROPERTIES)
			.disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
			.disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
			.build();
		DockerHttpClient transport = new ApacheDockerHttpClient.Builder().dockerHost(config.getDockerHost())
			.sslConfig(config.getSSLConfig())
			.maxConnections(connections)
			.connectionTimeout(properties.connectTimeout())
			.build();
		EngineAddress address = new EngineAddress(config.getDockerHost(), config.getSSLConfig() != null);
		return new EngineHttp(transport, new EngineFailures(address, mapper),
				new EngineCalls(connections, properties.readTimeout()), mapper, new EngineMetrics(registry),
				properties.readTimeout());
	}

}
