package io.moorage.network;

import java.util.List;
import java.util.Locale;

import io.moorage.change.Failure;
import io.moorage.topology.NetworkId;
import io.moorage.topology.NetworkRef;
import org.jspecify.annotations.Nullable;

/**
 * Tells what a prune removed and what it kept; every network is in one of the two.
 *
 * @param removed what is gone
 * @param kept what is still there, and why
 * @param dryRun true when nothing was done, else null
 * @param digest stands for what would be removed, or null when it was
 */
record PruneResponse(List<NetworkRef> removed, List<Kept> kept, @Nullable Boolean dryRun, @Nullable String digest) {

	/**
	 * Is a network that a prune kept.
	 *
	 * @param id its full id
	 * @param name its name
	 * @param reason the first reason that applies
	 * @param dependents who would notice its removal
	 * @param problem why its removal failed, or null
	 */
	record Kept(NetworkId id, String name, Reason reason, List<Dependent> dependents, @Nullable Failure problem) {

	}

	/**
	 * Says why a network was kept, in the order in which reasons are looked for.
	 */
	enum Reason {

		/** It comes with the engine. */
		BUILT_IN,
		/** The engine made it for itself. */
		SYSTEM,
		/** It does not have the labels asked for. */
		LABEL,
		/** Nobody may remove it. */
		PROTECTED,
		/** Somebody else declares it. */
		MANAGED,
		/** It only holds settings for others. */
		CONFIG_ONLY,
		/** Swarm services name it. */
		USED_BY_SERVICES,
		/** A running container is on it. */
		IN_USE,
		/** A stopped container needs it to start. */
		USED_BY_STOPPED_CONTAINERS,
		/** An endpoint is left whose container is gone. */
		STALE_ENDPOINT,
		/** It was made too lately. */
		TOO_NEW,
		/** The engine did not remove it. */
		FAILED;

		@Override
		public String toString() {
			return name().toLowerCase(Locale.ROOT).replace('_', '-');
		}

	}

}
