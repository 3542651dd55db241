package io.moorage.snapshot;

import java.time.Duration;

import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Says how the snapshot is kept.
 *
 * @param resync how often everything is looked at anew, since the engine does not tell
 * every change
 * @param maxStale how long readers are answered from the snapshot while the engine is
 * away
 */
@ConfigurationProperties("moorage.snapshot")
@Validated
record SnapshotProperties(@DefaultValue("60s") @DurationMin(millis = 100) @DurationMax(hours = 24) Duration resync,
		@DefaultValue("30s") @DurationMin @DurationMax(days = 7) Duration maxStale) {

}
