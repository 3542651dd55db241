package io.moorage.change;

import io.moorage.snapshot.Revision;

/**
 * Is told how operations get on. It must not wait.
 */
public interface OperationListener {

	/**
	 * Something about an operation is new.
	 * @param revision what readers see at that time
	 * @param operation as it is now
	 */
	void onProgress(Revision revision, Operation operation);

}
