package io.moorage.harness;

/**
 * What came of a command inside a container.
 *
 * @param exitCode its exit code
 * @param output what it printed, errors included
 */
public record Executed(long exitCode, String output) {

	public boolean succeeded() {
		return this.exitCode == 0;
	}

}
