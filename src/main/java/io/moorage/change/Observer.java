package io.moorage.change;

import java.util.List;

/**
 * Is told how a change gets on, on the thread that carries it out. It must not wait.
 */
interface Observer {

	/**
	 * Watches nothing.
	 */
	Observer NONE = new Observer() {

		@Override
		public void planned(List<Step> steps) {
			// Nobody is interested.
		}

		@Override
		public void at(int step, StepState state) {
			// Nobody is interested.
		}

		@Override
		public void leaving(Done.Remains remains) {
			// Nobody is interested.
		}

	};

	/**
	 * Is told what will be done.
	 * @param steps in order
	 */
	void planned(List<Step> steps);

	/**
	 * Is told of a step.
	 * @param step its place, from 0
	 * @param state what it is at now
	 */
	void at(int step, StepState state);

	/**
	 * Is told that one of several changes is done.
	 * @param remains what it takes to undo all that is done so far
	 */
	void leaving(Done.Remains remains);

}
