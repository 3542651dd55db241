package io.moorage.harness;

import java.security.SecureRandom;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What one test class makes on the engine: names that nobody else has, a label by which
 * all of it is found again, and its removal at the end. Nothing else is ever removed.
 */
public final class Workspace implements AutoCloseable {

	/** The label's key. */
	public static final String LABEL = "io.moorage.test";

	private static final String RUN = Long.toString(1L << 40 | new SecureRandom().nextLong(1L << 40), 36);

	private static final AtomicInteger COUNT = new AtomicInteger();

	private final String id = RUN + "-" + COUNT.incrementAndGet();

	private final Subnets subnets = new Subnets();

	static {
		Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(Workspace::sweepRun));
	}

	/**
	 * Returns a name that nobody else has.
	 * @param base how it begins
	 * @return the base and this workspace's id
	 */
	public String name(String base) {
		return base + "-" + this.id;
	}

	public String id() {
		return this.id;
	}

	/**
	 * Returns the label that everything in this workspace carries.
	 * @return {@code key=value}, as filters write it
	 */
	public String label() {
		return LABEL + "=" + this.id;
	}

	public Map<String, String> labels() {
		return Map.of(LABEL, this.id);
	}

	/**
	 * Starts the body of a request that creates a network in this workspace.
	 * @param name the exact name
	 * @return a body with the name and the label
	 */
	public Body network(String name) {
		return Body.of("name", name).with("labels", labels());
	}

	/**
	 * Starts the body of a request that runs a container in this workspace. It does
	 * nothing but wait, and ends at once when told to.
	 * @param name the exact name
	 * @param networks the networks to run it on, none for the default
	 * @return a body with name, image, command, networks and label
	 */
	public Body container(String name, String... networks) {
		return Body.of("name", name)
			.with("image", Engine.IMAGE)
			.with("command", Engine.WAIT)
			.with("labels", labels())
			.networks(networks);
	}

	public Subnets subnets() {
		return this.subnets;
	}

	/**
	 * Makes a call and checks that this workspace is the same before and after, by the
	 * engine's own account.
	 * @param <T> what the call gives
	 * @param call the call
	 * @return what the call gave
	 */
	public <T> T unchangedBy(Supplier<T> call) {
		EngineState before = EngineState.of(this);
		T result = call.get();
		assertThat(EngineState.of(this)).as("the engine's state after %s", result).isEqualTo(before);
		return result;
	}

	@Override
	public void close() {
		Engine.required().removeLabelled(LABEL, this.id::equals);
	}

	static void sweepRun() {
		if (COUNT.get() > 0) {
			Engine.required().removeLabelled(LABEL, (value) -> value.startsWith(RUN + "-"));
		}
	}

}
