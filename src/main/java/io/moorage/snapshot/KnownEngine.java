package io.moorage.snapshot;

import java.time.Duration;

import io.moorage.engine.EngineGateway;
import io.moorage.engine.EngineInfo;
import io.moorage.fault.MoorageException;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Remembers what the engine told of itself, for readers who need not have it anew, and
 * for when it does not tell. Most of it changes with a restart of the engine alone, after
 * which it is asked again. Safe for use by many threads.
 */
@Component
@RequiredArgsConstructor
public class KnownEngine implements SnapshotListener {

	private static final Duration KEPT = Duration.ofMinutes(1);

	// A hanging engine is known as such a little later; readers should not wait for it.
	private static final Duration PATIENCE = Duration.ofSeconds(2);

	private final EngineGateway gateway;

	private volatile @Nullable Told told;

	private volatile boolean away;

	/**
	 * Tells what the engine is.
	 * @return facts that are a minute old at most, or older while it does not answer
	 * @throws MoorageException when it does not answer and never did
	 */
	public EngineInfo get() {
		Told last = this.told;
		return (last != null && last.isRecent()) ? last.info() : anew();
	}

	/**
	 * Tells what the engine is now, its part in a Swarm and its plugins included.
	 * @return facts, asked for anew; those of last time while it does not answer
	 * @throws MoorageException when it does not answer and never did
	 */
	public EngineInfo anew() {
		Told last = this.told;
		if (last == null) {
			return remember(this.gateway.info());
		}
		if (this.away) {
			return last.info();
		}
		try {
			return remember(this.gateway.info(PATIENCE));
		}
		catch (MoorageException ex) {
			return last.info();
		}
	}

	private EngineInfo remember(EngineInfo info) {
		this.told = new Told(info, System.nanoTime());
		return info;
	}

	@Override
	public void onChange(SnapshotChange change) {
		// It is about what the engine has, and not about what it is.
	}

	@Override
	public void onLost(Revision revision) {
		this.away = true;
	}

	@Override
	public void onFound(Revision revision) {
		Told last = this.told;
		if (last != null) {
			// Another engine may be there now.
			this.told = new Told(last.info(), System.nanoTime() - KEPT.toNanos());
		}
		this.away = false;
	}

	private record Told(EngineInfo info, long at) {

		boolean isRecent() {
			return System.nanoTime() - this.at < KEPT.toNanos();
		}

	}

}
