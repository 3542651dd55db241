package io.moorage.change;

import java.nio.file.Path;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.util.StringUtils;

/**
 * Says where the service keeps what must survive it.
 *
 * @param dataDir undo records, protections, replaced ids and what was last applied;
 * {@code moorage} in the user's state directory when not set
 */
@ConfigurationProperties("moorage")
record ChangeProperties(@Nullable Path dataDir) {

	/**
	 * Returns the folder.
	 * @return an absolute path, which need not exist
	 */
	Path folder() {
		return (this.dataDir != null && StringUtils.hasText(this.dataDir.toString())) ? this.dataDir.toAbsolutePath()
				: stateDirectory().resolve("moorage").toAbsolutePath();
	}

	// XDG Base Directory Specification 0.8
	private static Path stateDirectory() {
		String state = System.getenv("XDG_STATE_HOME");
		return StringUtils.hasText(state) && Path.of(state).isAbsolute() ? Path.of(state)
				: Path.of(System.getProperty("user.home"), ".local", "state");
	}

}
