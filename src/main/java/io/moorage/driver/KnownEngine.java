package io.moorage.driver;

import java.time.Duration;

import io.moorage.engine.EngineGateway;
import io.moorage.engine.EngineInfo;
import io.moorage.fault.MoorageException;
import io.moorage.snapshot.Reading;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Remembers what the engine is, for when it does not tell. Safe for use by many threads.
 */
@Component
@RequiredArgsConstructor
class KnownEngine {

	// A hanging engine is known as such a little later; readers should not wait for it.
	private static final Duration PATIENCE = Duration.ofSeconds(2);

	private final EngineGateway gateway;

	private volatile @Nullable EngineInfo told;

	/**
	 * Tells what the engine is.
	 * @param reading whether it is away
	 * @return facts, asked for anew unless the engine is away; those of last time when it
	 * does not answer
	 * @throws MoorageException when it does not answer and never did
	 */
	EngineInfo get(Reading reading) {
		EngineInfo last = this.told;
		if (last == null) {
			return remember(this.gateway.info());
		}
		if (reading.stale()) {
			return last;
		}
		try {
			return remember(this.gateway.info(PATIENCE));
		}
		catch (MoorageException ex) {
			return last;
		}
	}

	private EngineInfo remember(EngineInfo info) {
		this.told = info;
		return info;
	}

}
