package io.moorage.driver;

import io.moorage.engine.EngineGateway;
import io.moorage.engine.EngineInfo;
import io.moorage.fault.MoorageException;
import io.moorage.snapshot.Reading;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Remembers what the engine is, for as long as it is away. Safe for use by many threads.
 */
@Component
@RequiredArgsConstructor
class KnownEngine {

	private final EngineGateway gateway;

	private volatile @Nullable EngineInfo told;

	/**
	 * Tells what the engine is.
	 * @param reading whether it is away
	 * @return facts, asked for anew unless the engine is away
	 * @throws MoorageException when the engine is away and never told
	 */
	EngineInfo get(Reading reading) {
		EngineInfo last = this.told;
		if (last != null && reading.stale()) {
			return last;
		}
		try {
			EngineInfo info = this.gateway.info();
			this.told = info;
			return info;
		}
		catch (MoorageException ex) {
			if (last == null || !ex.code().isOutage()) {
				throw ex;
			}
			return last;
		}
	}

}
