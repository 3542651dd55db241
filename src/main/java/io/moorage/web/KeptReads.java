package io.moorage.web;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

import io.moorage.snapshot.Reading;
import io.moorage.snapshot.Revision;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Keeps answers as they went out, for as long as the snapshot stays at their revision: a
 * question that was answered once is then answered without being understood again. Safe
 * for use by many threads.
 */
@Component
class KeptReads {

	private static final long MAX_BYTES = 16L * 1024 * 1024;

	// What an entry takes besides its body.
	private static final int OVERHEAD = 512;

	private volatile Kept kept = new Kept(new Revision("", 0), false);

	/**
	 * Finds an answer.
	 * @param now what readers see at present
	 * @param target the path and query, as they were sent
	 * @param accept what the caller accepts, as it was sent; empty when it did not say
	 * @return the answer, or null
	 */
	@Nullable Representation find(Reading now, String target, String accept) {
		Kept current = this.kept;
		return current.isOf(now) ? current.answers.get(new Question(target, accept)) : null;
	}

	/**
	 * Keeps an answer. When there is no room all others go: what is asked often is soon
	 * there again, and whoever asks a thousand different questions keeps nobody from it.
	 */
	void keep(Reading now, String target, String accept, Representation answer) {
		Kept current = this.kept;
		if (!current.isOf(now)) {
			if (current.isNewerThan(now.revision())) {
				return;
			}
			current = new Kept(now.revision(), now.stale());
			this.kept = current;
		}
		int size = answer.body().length + target.length() + accept.length() + OVERHEAD;
		if (current.answers.putIfAbsent(new Question(target, accept), answer) == null
				&& current.bytes.addAndGet(size) > MAX_BYTES) {
			this.kept = new Kept(now.revision(), now.stale());
		}
	}

	private record Question(String target, String accept) {

	}

	private static final class Kept {

		private final Revision revision;

		// Lists say it in their bodies.
		private final boolean stale;

		private final Map<Question, Representation> answers = new ConcurrentHashMap<>();

		private final AtomicLong bytes = new AtomicLong();

		private Kept(Revision revision, boolean stale) {
			this.revision = revision;
			this.stale = stale;
		}

		private boolean isOf(Reading reading) {
			return this.stale == reading.stale() && this.revision.equals(reading.revision());
		}

		private boolean isNewerThan(Revision other) {
			return this.revision.epoch().equals(other.epoch()) && this.revision.number() > other.number();
		}

	}

}
