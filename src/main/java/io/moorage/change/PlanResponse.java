package io.moorage.change;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import lombok.With;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Is a plan as callers see it.
 *
 * @param digest stands for all the rest: another plan has another one
 * @param changed whether anything would be done
 * @param summary how often each thing would be done
 * @param steps what would be done, in this order
 * @param affected who would notice
 * @param warnings what the caller should know though it can be done
 */
@Schema(name = "Plan")
public record PlanResponse(String digest, boolean changed, Summary summary, List<StepResponse> steps,
		List<Affected> affected, List<String> warnings) {

	/**
	 * Is what a plan is sent as.
	 */
	public static final String MEDIA_TYPE = "application/vnd.moorage.plan+json";

	/**
	 * Is what a plan is sent as for a merge request.
	 */
	public static final String MARKDOWN = "text/markdown";

	private static final JsonMapper MAPPER = JsonMapper.builder().build();

	/**
	 * Shows a plan.
	 * @param plan the plan
	 * @return how callers see it
	 */
	public static PlanResponse of(Plan<?> plan) {
		List<StepResponse> steps = plan.steps().stream().map(StepResponse::of).toList();
		return new PlanResponse(
				hash(new Content(steps, plan.affected(), plan.warnings(),
						plan.steps().stream().map(Step::basis).toList())),
				!steps.isEmpty(), Summary.of(steps, steps.isEmpty() ? 1 : 0), steps, plan.affected(), plan.warnings());
	}

	/**
	 * Shows several plans as one.
	 * @param plans each on its own, in this order
	 * @return all of them
	 */
	static PlanResponse all(List<PlanResponse> plans) {
		List<StepResponse> steps = plans.stream().flatMap((plan) -> plan.steps().stream()).toList();
		List<Affected> affected = plans.stream().flatMap((plan) -> plan.affected().stream()).distinct().toList();
		List<String> warnings = plans.stream().flatMap((plan) -> plan.warnings().stream()).distinct().toList();
		int unchanged = (int) plans.stream().filter((plan) -> !plan.changed()).count();
		return new PlanResponse(hash(plans.stream().map(PlanResponse::digest).toList()), !steps.isEmpty(),
				Summary.of(steps, unchanged), steps, affected, warnings);
	}

	/**
	 * Computes what stands for something.
	 * @param content records, lists and texts
	 * @return 64 hex digits
	 */
	public static String hash(Object content) {
		try {
			byte[] hash = MessageDigest.getInstance("SHA-256")
				.digest(MAPPER.writeValueAsString(content).getBytes(StandardCharsets.UTF_8));
			return HexFormat.of().formatHex(hash);
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private record Content(List<StepResponse> steps, List<Affected> affected, List<String> warnings,
			List<String> bases) {

	}

	/**
	 * Tells how often each thing would be done.
	 *
	 * @param create how many things would be made
	 * @param remove how many would be removed
	 * @param replace how many networks would be made anew
	 * @param connect how many containers would be connected
	 * @param disconnect how many endpoints would be taken off
	 * @param unchanged how many things are as asked for already
	 */
	@Schema(name = "PlanSummary")
	public record Summary(int create, int remove, int replace, int connect, int disconnect, int unchanged) {

		private static Summary of(List<StepResponse> steps, int unchanged) {
			return new Summary(count(steps, Action.CREATE), count(steps, Action.REMOVE), count(steps, Action.REPLACE),
					count(steps, Action.CONNECT), count(steps, Action.DISCONNECT), unchanged);
		}

		private static int count(List<StepResponse> steps, Action action) {
			return (int) steps.stream().filter((step) -> step.action() == action).count();
		}

	}

	/**
	 * Is one thing that would be done.
	 *
	 * @param action what
	 * @param kind to what: {@code network}, {@code container}, {@code set},
	 * {@code address}, {@code image}, or {@code helper}, which is known by the container
	 * whose network it joins
	 * @param id its full id, or null while there is none
	 * @param name its name
	 * @param detail a sentence that says what would be done
	 * @param diff what is not as it was asked for, or null
	 * @param basis what it depends on besides; not shown
	 */
	@Schema(name = "PlanStep")
	public record StepResponse(Action action, String kind, @Nullable String id, String name, String detail,
			@JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<Diff> diff,
			@With @JsonIgnore @Schema(hidden = true) String basis) {

		static StepResponse of(Step step) {
			return new StepResponse(step.action(), step.kind(), step.id(), step.name(), step.detail(),
					step.diff().isEmpty() ? null : step.diff(), step.basis());
		}

	}

}
