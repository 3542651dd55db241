package io.moorage.engine;

import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.httpclient5.ApacheDockerHttpClient;
import com.github.dockerjava.transport.DockerHttpClient;
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

	@Bean
	DefaultDockerClientConfig dockerConfig(EngineProperties properties) {
		DefaultDockerClientConfig config = EngineSettings.resolve(properties);
		log.info("Docker Engine at {}", config.getDockerHost());
		return config;
	}

	@Bean
	EngineHttp engineHttp(DefaultDockerClientConfig config, EngineProperties properties) {
		JsonMapper mapper = JsonMapper.builder()
			.enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_PROPERTIES)
			.disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
			.disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
			.build();
		EngineCalls calls = new EngineCalls(properties.maxConcurrent(), properties.readTimeout());
		EngineAddress address = new EngineAddress(config.getDockerHost(), config.getSSLConfig() != null);
		return new EngineHttp(transport(config, properties), address, calls, mapper, properties.readTimeout());
	}

	@Bean
	DockerGateway engineGateway(DefaultDockerClientConfig config, EngineHttp http, EngineProperties properties) {
		// Only pulls go through docker-java's own commands, for the credentials it finds.
		// A transport of their own has no time-out, since a pull has a longer one.
		DockerHttpClient pulls = new ApacheDockerHttpClient.Builder().dockerHost(config.getDockerHost())
			.sslConfig(config.getSSLConfig())
			.connectionTimeout(properties.connectTimeout())
			.build();
		return new DockerGateway(http, new ApiNegotiation(http, properties.readTimeout()),
				DockerClientImpl.getInstance(config, pulls), properties);
	}

	private static DockerHttpClient transport(DefaultDockerClientConfig config, EngineProperties properties) {
		return new ApacheDockerHttpClient.Builder().dockerHost(config.getDockerHost())
			.sslConfig(config.getSSLConfig())
			.maxConnections(properties.maxConcurrent())
			.connectionTimeout(properties.connectTimeout())
			.build();
	}

}
