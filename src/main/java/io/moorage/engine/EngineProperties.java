package io.moorage.engine;

import java.time.Duration;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Says where the engine is and how long to wait for it.
 *
 * @param host the engine's address, {@code unix:///path} or {@code tcp://host:port}. When
 * empty DOCKER_HOST is taken, else the Docker context in use, else the default socket
 * @param tls how to prove who is who over {@code tcp://}
 * @param connectTimeout how long to wait for a connection
 * @param readTimeout how long to wait for an answer, on a unix socket too
 * @param pullTimeout how long to wait for an image
 * @param maxConcurrent how many calls to the engine may be under way at once; more wait
 */
@ConfigurationProperties("moorage.engine")
@Validated
record EngineProperties(@Nullable String host, @DefaultValue Tls tls,
		@DefaultValue("2s") @DurationMin(millis = 1) @DurationMax(minutes = 10) Duration connectTimeout,
		@DefaultValue("30s") @DurationMin(millis = 1) @DurationMax(minutes = 10) Duration readTimeout,
		@DefaultValue("5m") @DurationMin(millis = 1) @DurationMax(hours = 24) Duration pullTimeout,
		@DefaultValue("16") @Min(1) @Max(1024) int maxConcurrent) {

	/**
	 * Says how to prove who is who over {@code tcp://}.
	 *
	 * @param verify whether to use TLS. When empty DOCKER_TLS_VERIFY decides
	 * @param certPath the folder with ca.pem, cert.pem and key.pem. When empty
	 * DOCKER_CERT_PATH is taken
	 */
	record Tls(@Nullable Boolean verify, @Nullable String certPath) {

	}

}
