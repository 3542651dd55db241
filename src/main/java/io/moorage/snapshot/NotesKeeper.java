package io.moorage.snapshot;

import io.moorage.topology.Notes;

/**
 * Keeps what the service knows of networks beside what their engine tells. It is asked at
 * every look, so that there is one moment at which readers see all that is new.
 */
@FunctionalInterface
public interface NotesKeeper {

	/**
	 * Returns the notes.
	 * @return the present ones; equal to those before when nothing is different
	 */
	Notes notes();

}
