package io.moorage.change;

import java.util.Optional;

/**
 * Knows how changes of some kinds are undone. Each room that makes changes has one.
 */
public interface Reverser {

	/**
	 * Finds how a change is undone.
	 * @param reversal what undoes it
	 * @return the change that does so, or empty when another room knows it
	 */
	Optional<Change<?>> change(Reversal reversal);

}
