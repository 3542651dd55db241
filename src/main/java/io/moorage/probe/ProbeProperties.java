package io.moorage.probe;

import java.time.Duration;

import io.moorage.engine.ImageName;
import io.moorage.engine.PullPolicy;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Says how helpers are run, which probes and the search for listening ports need.
 *
 * @param image the image of helpers: any with busybox, or with its tools ping, nc,
 * nslookup, time and timeout
 * @param pull whether the image is pulled when the engine does not have it
 * @param maxConcurrent how many probes may run at once; more wait
 * @param queueTimeout how long a probe waits for its turn
 */
@ConfigurationProperties("moorage.probe")
@Validated
record ProbeProperties(
		@DefaultValue("alpine:3.20") @Pattern(regexp = ImageName.FORM,
				message = "must be an image's name like alpine:3.20") String image,
		@DefaultValue("missing") PullPolicy pull, @DefaultValue("4") @Min(1) @Max(64) int maxConcurrent,
		@DefaultValue("30s") @DurationMin @DurationMax(minutes = 10) Duration queueTimeout) {

}
