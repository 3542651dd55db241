package io.moorage.access;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

import io.moorage.fault.FaultCode;
import io.moorage.fault.MoorageException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * A file that others use as well.
 */
class AuditTrailTests {

	@Test
	void addWhenOthersKeepTheFileIsRefusedAndLaterGoesOn(@TempDir Path folder) throws IOException {
		Path file = folder.resolve("audit.jsonl");
		AuditTrail trail = new AuditTrail(new AuditProperties(file), JsonMapper.builder().build());
		AuditEntry entry = AuditEntry.of(null, "done", null, List.of(), null);
		try (FileChannel others = FileChannel.open(file, StandardOpenOption.WRITE); FileLock lock = others.lock()) {
			assertThat(lock.isValid()).isTrue();
			assertThatExceptionOfType(MoorageException.class).isThrownBy(() -> trail.add(entry)).satisfies((ex) -> {
				assertThat(ex.code()).isEqualTo(FaultCode.AUDIT_UNAVAILABLE);
				assertThat(ex.detail()).contains("locked");
			});
			assertThat(file).isEmptyFile();
		}
		trail.add(entry);
		assertThat(Files.readAllLines(file)).hasSize(1);
	}

}
