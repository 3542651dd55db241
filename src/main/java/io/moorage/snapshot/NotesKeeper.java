package io.moorage.snapshot;

import io.moorage.topology.Notes;

/**
 * Keeps what the service knows of networks beside what their engine tells. It is asked at
 * every look, so that there is one moment at which readers see all that is new.
 */
public interface NotesKeeper {

	/**
	 * Returns the notes.
	 * @return the present ones; equal to those before when nothing is different
	 */
	Notes notes();

	/**
	 * Returns how long until the notes will be others by themselves.
	 * @return nanoseconds, at least 0; the greatest number when they will not
	 */
	long patience();

}
