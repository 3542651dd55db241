package io.moorage.read;

import java.nio.charset.StandardCharsets;
import java.util.Map;

import io.moorage.fault.FaultCode;
import io.moorage.fault.MoorageException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link EntityTags}.
 */
class EntityTagsTests {

	private static final Map<String, String> PRESENT = Map.of("name", "bridge");

	private static final String TAG = EntityTags.strong("{\"name\":\"bridge\"}".getBytes(StandardCharsets.UTF_8));

	private final EntityTags tags = new EntityTags(JsonMapper.builder().build());

	@Test
	void strongIsTheBeginningOfTheHash() {
		// printf %s '' | sha256sum | head -c 30 | xxd -r -p | base64
		assertThat(EntityTags.strong(new byte[0])).isEqualTo("\"47DEQpj8HBSa-_TImW-5\"");
		assertThat(EntityTags.strong(new byte[1])).isNotEqualTo(EntityTags.strong(new byte[2]));
	}

	@Test
	void weakIsTheSameWithItsMark() {
		assertThat(EntityTags.weak(new byte[0])).isEqualTo("W/" + EntityTags.strong(new byte[0]));
	}

	@ParameterizedTest
	@ValueSource(strings = { "\"a\"", "W/\"a\"", " \"a\" ", "\"b\",\"a\"", "\"b\", W/\"a\"", "W/\"b\" , W/\"a\" ,", "*",
			" * " })
	void isKnownWhenOneIsTheSameIsTrue(String ifNoneMatch) {
		assertThat(EntityTags.isKnown(ifNoneMatch, "\"a\"")).isTrue();
		assertThat(EntityTags.isKnown(ifNoneMatch, "W/\"a\"")).isTrue();
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "", "a", "\"b\"", "\"A\"", "\"a", "w/\"a\"", "\"a b\"", "\"*\"", "*, \"b\"", "\"b\" \"a\"" })
	void isKnownWhenNoneIsTheSameIsFalse(String ifNoneMatch) {
		assertThat(EntityTags.isKnown(ifNoneMatch, "\"a\"")).isFalse();
		assertThat(EntityTags.isKnown(ifNoneMatch, "W/\"a\"")).isFalse();
	}

	@Test
	void checkWhenTagIsPresentPasses() {
		for (String ifMatch : new String[] { TAG, "\"b\", " + TAG, TAG + ",W/\"b\"", "*", " * ", null }) {
			assertThatCode(() -> check(ifMatch)).as(ifMatch).doesNotThrowAnyException();
		}
	}

	@Test
	void checkWhenNoneIsPresentIsRefusedWithThePresentOne() {
		for (String ifMatch : new String[] { "", "\"b\"", "W/" + TAG, TAG.replace("\"", ""), "\"*\"" }) {
			assertThatExceptionOfType(MoorageException.class).as(ifMatch)
				.isThrownBy(() -> check(ifMatch))
				.satisfies((ex) -> {
					assertThat(ex.code()).isEqualTo(FaultCode.PRECONDITION_FAILED);
					assertThat(ex.facts()).containsEntry("etag", TAG);
				});
		}
	}

	private void check(@Nullable String ifMatch) {
		this.tags.check(ifMatch, () -> PRESENT);
	}

}
