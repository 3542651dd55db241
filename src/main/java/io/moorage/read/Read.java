package io.moorage.read;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;

import io.moorage.snapshot.Reading;
import io.moorage.snapshot.Touched;
import io.moorage.topology.Topology;
import org.jspecify.annotations.Nullable;

/**
 * Is a question to the snapshot, and how its answer is shown. A controller returns it
 * unasked, so that one place answers all of them: with an entity tag, after asking the
 * engine if that is wanted, or again and again while a caller waits for a change.
 *
 * @param <T> the answer as it is shown as JSON: a {@link Listing} or one thing
 */
public final class Read<T> {

	private final Function<Reading, T> question;

	private final Map<String, Function<T, String>> texts = new LinkedHashMap<>();

	private Function<Topology, Touched> about = (topology) -> Touched.NOTHING;

	private boolean live;

	private @Nullable String only;

	private @Nullable String language;

	private Read(Function<Reading, T> question) {
		this.question = question;
	}

	/**
	 * Asks a question.
	 * @param <T> the answer
	 * @param question answers it from one reading, with nothing else; may throw a
	 * {@link io.moorage.fault.MoorageException}
	 * @return the question
	 */
	public static <T> Read<T> of(Function<Reading, T> question) {
		return new Read<>(question);
	}

	/**
	 * Lets the answer be shown in another way too.
	 * @param mediaType as what, without parameters
	 * @param text how
	 * @return this
	 */
	public Read<T> as(String mediaType, Function<T, String> text) {
		this.texts.put(mediaType, text);
		return this;
	}

	/**
	 * Says as what the answer is shown, whatever the caller accepts.
	 * @param mediaType {@code application/json} or one of {@link #texts}; null for what
	 * the caller accepts
	 * @return this
	 */
	public Read<T> only(@Nullable String mediaType) {
		this.only = mediaType;
		return this;
	}

	/**
	 * Returns as what the answer is shown, whatever the caller accepts.
	 * @return a media type, or null for what the caller accepts
	 */
	public @Nullable String only() {
		return this.only;
	}

	/**
	 * Says that the answer is not in the snapshot alone, so that no answer is kept.
	 * @return this
	 */
	public Read<T> live() {
		this.live = true;
		return this;
	}

	/**
	 * Tells whether the answer is not in the snapshot alone.
	 */
	public boolean isLive() {
		return this.live;
	}

	/**
	 * Says in which of several languages the answer is. It is not kept, since what is
	 * kept is found by other things than the language.
	 * @param language the language's tag, {@code fr} for example
	 * @return this
	 */
	public Read<T> in(String language) {
		this.language = language;
		return live();
	}

	/**
	 * Returns in which language the answer is.
	 * @return its tag, or null when there is no choice
	 */
	public @Nullable String language() {
		return this.language;
	}

	/**
	 * Says what the question is about, so that the engine is asked about all of it when
	 * that is wanted.
	 * @param about finds it; nothing when it is not there
	 * @return this
	 */
	public Read<T> about(Function<Topology, Touched> about) {
		this.about = about;
		return this;
	}

	/**
	 * Returns what the question is about.
	 * @param topology where to find it
	 * @return nothing in particular for lists of everything
	 */
	public Touched about(Topology topology) {
		return this.about.apply(topology);
	}

	/**
	 * Answers from a reading.
	 * @param reading what is there
	 * @return the answer
	 */
	public T answer(Reading reading) {
		return this.question.apply(reading);
	}

	/**
	 * Returns as what the answer is shown besides JSON.
	 * @return media types without parameters, the preferred one first
	 */
	public Set<String> texts() {
		return this.texts.keySet();
	}

	/**
	 * Returns how the answer is shown other than as JSON.
	 * @param mediaType as what, one of {@link #texts}
	 * @return how
	 */
	public Function<T, String> text(String mediaType) {
		return Objects.requireNonNull(this.texts.get(mediaType));
	}

}
