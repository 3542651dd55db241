package io.moorage.probe;

import java.time.Duration;
import java.util.List;

/**
 * Is what a helper does.
 *
 * @param command what it runs, word by word
 * @param limit how long that takes at the most, by the command itself
 * @param capabilities what it may do
 * @param processes whether it sees the processes of the container that it joins
 */
public record HelperTask(List<String> command, Duration limit, List<String> capabilities, boolean processes) {

}
