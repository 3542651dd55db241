package io.moorage.change;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

import io.moorage.fault.FaultCode;
import io.moorage.fault.MoorageException;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Remembers the plans that were shown last, so that it can be told what has moved since.
 * Safe for use by many threads.
 */
@Component
class KnownPlans {

	private static final int MAX_PLANS = 256;

	private final Map<String, PlanResponse> shown = new LinkedHashMap<>();

	synchronized PlanResponse remember(PlanResponse plan) {
		this.shown.remove(plan.digest());
		this.shown.put(plan.digest(), plan);
		if (this.shown.size() > MAX_PLANS) {
			this.shown.remove(this.shown.keySet().iterator().next());
		}
		return plan;
	}

	private synchronized @Nullable PlanResponse find(String digest) {
		return this.shown.get(digest);
	}

	/**
	 * Checks that a plan is the one that was approved.
	 * @param approved the digest of that one
	 * @param now what would be done now
	 * @throws MoorageException {@code plan-stale} with {@code moved} and {@code plan}
	 */
	void check(String approved, Plan<?> now) {
		check(approved, PlanResponse.of(now));
	}

	void check(String approved, PlanResponse plan) {
		if (plan.digest().equals(approved)) {
			return;
		}
		PlanResponse old = find(approved);
		List<String> moved = (old != null) ? moved(old, plan) : List
			.of("The approved plan is not known any more: it is of another run of this service, or long ago.");
		remember(plan);
		throw new MoorageException(FaultCode.PLAN_STALE,
				"Something else would be done now than was approved. Look at plan, and send its digest if that is right. "
						+ String.join(" ", moved),
				Map.of("moved", moved, "plan", plan));
	}

	private static List<String> moved(PlanResponse old, PlanResponse now) {
		List<String> moved = new ArrayList<>();
		old.steps()
			.stream()
			.filter((step) -> now.steps().stream().anyMatch((other) -> isOtherwise(step, other)))
			.forEach((step) -> moved
				.add("\"" + step.detail() + "\" would be done with other settings of " + step.name() + "."));
		compare(unbased(old.steps()), unbased(now.steps()), PlanResponse.StepResponse::detail, "would be done too",
				"would not be done", moved);
		old.affected()
			.forEach((one) -> now.affected()
				.stream()
				.filter((other) -> isOf(one, other) && !one.equals(other))
				.forEach((other) -> moved.add(otherwise(one, other))));
		compare(without(old.affected(), now.affected()), without(now.affected(), old.affected()),
				(each) -> each.kind() + " " + each.name() + " (" + each.effect() + ")", "would notice too",
				"would not notice any more", moved);
		compare(old.warnings(), now.warnings(), Function.identity(), "is a new warning", "is no warning any more",
				moved);
		return moved.isEmpty() ? List.of("The steps are in another order.") : moved;
	}

	private static boolean isOf(Affected one, Affected other) {
		return one.kind().equals(other.kind()) && one.id().equals(other.id());
	}

	private static String otherwise(Affected one, Affected other) {
		String name = "\"" + other.kind() + " " + other.name() + "\"";
		return Objects.equals(one.state(), other.state())
				? name + " would notice otherwise (" + other.effect() + "): " + other.detail()
				: name + " is " + other.state() + " now.";
	}

	private static List<Affected> without(List<Affected> some, List<Affected> others) {
		return some.stream().filter((each) -> others.stream().noneMatch((other) -> isOf(each, other))).toList();
	}

	private static boolean isOtherwise(PlanResponse.StepResponse one, PlanResponse.StepResponse other) {
		return !one.basis().equals(other.basis()) && one.withBasis("").equals(other.withBasis(""));
	}

	private static List<PlanResponse.StepResponse> unbased(List<PlanResponse.StepResponse> steps) {
		return steps.stream().map((step) -> step.withBasis("")).toList();
	}

	private static <T> void compare(List<T> old, List<T> now, Function<T, String> shown, String more, String less,
			List<String> moved) {
		now.stream()
			.filter((each) -> !old.contains(each))
			.forEach((each) -> moved.add("\"" + shown.apply(each) + "\" " + more + "."));
		old.stream()
			.filter((each) -> !now.contains(each))
			.forEach((each) -> moved.add("\"" + shown.apply(each) + "\" " + less + "."));
	}

}
