package io.moorage.change;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * Is one thing that is not as it was asked for.
 *
 * @param path where it stands in the body as it was sent, a JSON pointer
 * @param current what is there, null when nothing is
 * @param desired what was asked for, null when it shall be absent
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record Diff(String path, @Nullable Object current, @Nullable Object desired) {

}
