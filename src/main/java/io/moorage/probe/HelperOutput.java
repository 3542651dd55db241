package io.moorage.probe;

/**
 * Is what came of a helper's command.
 *
 * @param exitCode its exit code
 * @param text what it printed, errors included
 */
public record HelperOutput(int exitCode, String text) {

}
