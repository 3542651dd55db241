package io.moorage.network;

import io.moorage.change.PlanResponse;
import io.moorage.change.PlanText;
import org.jspecify.annotations.Nullable;

import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/**
 * Answers with the plan of several changes.
 */
final class PlanAnswer {

	private PlanAnswer() {
	}

	static ResponseEntity<?> of(PlanResponse plan, @Nullable String accept) {
		if (PlanText.isWanted((accept != null) ? accept : "")) {
			return ResponseEntity.ok()
				.contentType(MediaType.parseMediaType(PlanResponse.MARKDOWN + ";charset=UTF-8"))
				.body(PlanText.of(plan));
		}
		return ResponseEntity.ok().contentType(MediaType.parseMediaType(PlanResponse.MEDIA_TYPE)).body(plan);
	}

}
