package io.moorage.event;

import java.time.Duration;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.hibernate.validator.constraints.time.DurationMin;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Bounds who may follow the events, and how far back.
 *
 * @param maxSubscribers how many may follow at once; more are refused with 503
 * @param maxSubscribersPerCaller how many of them may be one caller's; more are refused
 * with 429, so that others get in; whoever calls without credentials is not bounded
 * @param buffer how many events are kept for those who come back, and how far a slow
 * reader may fall behind before it is cut off
 * @param heartbeat how often something is sent when nothing happens
 */
@ConfigurationProperties("moorage.events")
@Validated
record EventProperties(@DefaultValue("1000") @Min(1) @Max(2000) int maxSubscribers,
		@DefaultValue("500") @Min(1) @Max(2000) int maxSubscribersPerCaller,
		@DefaultValue("4096") @Min(16) @Max(1_000_000) int buffer,
		@DefaultValue("15s") @DurationMin(millis = 100) Duration heartbeat) {

}
