package io.moorage.driver;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a kernel was built without, as far as anything tells.
 */
class KernelModulesTests {

	private static final String CONFIG = """
			CONFIG_MACVLAN=y
			CONFIG_MACVLAN_TEST=y
			CONFIG_VXLAN=m
			# CONFIG_IPVLAN is not set
			CONFIG_IPVLAN_L3S=y
			CONFIG_DUMMY_CONSOLE=y
			""";

	@TempDir
	private Path folder;

	@ParameterizedTest
	@ValueSource(strings = { "config.gz", "config-6.1" })
	void lacksWhenTheKernelIsTheOneThatIsToldOfKnows(String name) throws IOException {
		Path file = this.folder.resolve(name);
		try (OutputStream plain = Files.newOutputStream(file);
				OutputStream out = name.endsWith(".gz") ? new GZIPOutputStream(plain) : plain) {
			out.write(CONFIG.getBytes(StandardCharsets.US_ASCII));
		}
		KernelModules modules = new KernelModules("6.1", List.of(this.folder.resolve("nowhere"), file));
		assertThat(modules.lacks("6.1", "macvlan")).isFalse();
		assertThat(modules.lacks("6.1", "vxlan")).isFalse();
		assertThat(modules.lacks("6.1", "ipvlan")).isTrue();
		assertThat(modules.lacks("6.1", "dummy")).isTrue();
		assertThat(modules.lacks("6.2", "dummy")).isFalse();
	}

	@Test
	void lacksWhenNothingIsKnownTrustsTheEngine() throws IOException {
		Path broken = Files.writeString(this.folder.resolve("config.gz"), "no gzip");
		assertThat(new KernelModules("6.1", List.of(broken)).lacks("6.1", "dummy")).isFalse();
		assertThat(new KernelModules("6.1", List.of()).lacks("6.1", "dummy")).isFalse();
	}

}
