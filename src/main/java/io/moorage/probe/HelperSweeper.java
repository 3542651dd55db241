package io.moorage.probe;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import io.moorage.engine.EngineGateway;
import io.moorage.fault.MoorageException;
import io.moorage.snapshot.Reading;
import io.moorage.snapshot.Snapshot;
import io.moorage.topology.Container;
import io.moorage.topology.ContainerId;
import io.moorage.topology.ContainerState;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;

import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Removes helpers that nobody waits for any more: of a service that was killed, or whose
 * engine went away. It looks again and again, one look at a time.
 *
 * <p>
 * Other services may use the same engine, and their helpers carry the same label. Whoever
 * made a helper removes it at once when it has ended, and every helper's command ends by
 * itself. So one that has ended and is still there at the next look has been left, and so
 * has one that is not started for a minute, or runs for longer than any command.
 */
@Component
@RequiredArgsConstructor
@Slf4j
class HelperSweeper {

	private static final int INTERVAL_SECONDS = 5;

	private static final Duration MAX_START = Duration.ofMinutes(1);

	private static final Duration MAX_LIFE = Duration.ofMinutes(5);

	private final Snapshot snapshot;

	private final EngineGateway engine;

	private final Helpers helpers;

	private Map<ContainerId, Instant> firstSeen = Map.of();

	@Scheduled(fixedDelay = INTERVAL_SECONDS, timeUnit = TimeUnit.SECONDS)
	void sweep() {
		Reading reading = this.snapshot.peek();
		if (reading == null || reading.stale()) {
			return;
		}
		List<Container> others = reading.topology()
			.helpers()
			.stream()
			.filter((each) -> !this.helpers.isLive(each.id()))
			.toList();
		Instant now = Instant.now();
		Map<ContainerId, Instant> seen = new HashMap<>();
		for (Container helper : others) {
			Instant since = this.firstSeen.getOrDefault(helper.id(), now);
			seen.put(helper.id(), since);
			if (!since.plus(patience(helper.state())).isAfter(now)) {
				remove(helper);
			}
		}
		this.firstSeen = seen;
	}

	private static Duration patience(ContainerState state) {
		if (state.isActive()) {
			return MAX_LIFE;
		}
		return (state == ContainerState.CREATED) ? MAX_START : Duration.ofSeconds(INTERVAL_SECONDS);
	}

	private void remove(Container helper) {
		try {
			this.engine.removeContainer(helper.id(), true);
			log.info("Removed helper {}, which was left behind", helper.id());
		}
		catch (MoorageException ex) {
			log.debug("Helper {} is not removed: {}", helper.id(), ex.detail());
		}
	}

}
