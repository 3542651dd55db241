package io.moorage.topology;

import java.util.Locale;

/**
 * Tells where a container is in its life, in Docker's words.
 */
public enum ContainerState {

	/** Made and never started. */
	CREATED,
	/** Its process runs. */
	RUNNING,
	/** Its process is frozen; its network still works. */
	PAUSED,
	/** Between two attempts of its restart policy. */
	RESTARTING,
	/** Being removed. */
	REMOVING,
	/** Its process ended. */
	EXITED,
	/** The engine failed to remove it. */
	DEAD;

	/**
	 * Reads Docker's word.
	 * @param word the word
	 * @return the state; {@link #DEAD} for a word that is not known
	 */
	public static ContainerState of(String word) {
		for (ContainerState state : values()) {
			if (state.toString().equalsIgnoreCase(word)) {
				return state;
			}
		}
		return DEAD;
	}

	/**
	 * Tells whether the container has live endpoints.
	 * @return whether it is running or paused
	 */
	public boolean isActive() {
		return this == RUNNING || this == PAUSED;
	}

	@Override
	public String toString() {
		return name().toLowerCase(Locale.ROOT);
	}

}
