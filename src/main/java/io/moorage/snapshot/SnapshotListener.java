package io.moorage.snapshot;

/**
 * Is told what the snapshot learns, in order, on the one thread that keeps it. It must
 * not wait.
 */
public interface SnapshotListener {

	/**
	 * There is a new revision, and readers see it already.
	 * @param change the step to it
	 */
	void onChange(SnapshotChange change);

	/**
	 * The engine is away; readers go on with what was known.
	 * @param revision the revision that they see
	 */
	void onLost(Revision revision);

	/**
	 * The engine is back; what happened meanwhile is told next.
	 * @param revision the revision before that
	 */
	void onFound(Revision revision);

}
