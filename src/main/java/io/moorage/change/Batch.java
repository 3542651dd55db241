package io.moorage.change;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

import io.moorage.fault.MoorageException;
import io.moorage.topology.Network;
import io.moorage.topology.NetworkId;
import org.jspecify.annotations.Nullable;

/**
 * Is several changes that are asked for at once and done each on its own, in order. One
 * that is refused does not keep the others from being done; an engine that is away does,
 * and a disk on which nothing can be written down.
 *
 * @param <R> how each of them is answered
 * @param <T> how all of them are
 */
public final class Batch<R, T> extends Write<T> {

	private final Supplier<List<Item<R>>> items;

	private final Function<List<Tried<R>>, T> answer;

	private Supplier<@Nullable Reversal> first = () -> null;

	private Consumer<Reversal> takeBack = (reversal) -> {
	};

	private @Nullable Consumer<String> approval;

	private @Nullable Supplier<?> shown;

	private Batch(Supplier<List<Item<R>>> items, Function<List<Tried<R>>, T> answer) {
		this.items = items;
		this.answer = answer;
	}

	/**
	 * Asks for several changes.
	 * @param <R> how each of them is answered
	 * @param <T> how all of them are
	 * @param items finds them, in the order of doing
	 * @param answer answers for all of them; may throw a {@link MoorageException}
	 */
	public static <R, T> Batch<R, T> of(Supplier<List<Item<R>>> items, Function<List<Tried<R>>, T> answer) {
		return new Batch<>(items, answer);
	}

	/**
	 * Says what is done before the first of them.
	 * @param deed does it, and tells what undoes it; what it throws keeps all of them
	 * from being done
	 * @param undoing undoes it when certainly none of them was done, since nothing could
	 * be written down
	 * @return this
	 */
	public Batch<R, T> beginningWith(Supplier<@Nullable Reversal> deed, Consumer<Reversal> undoing) {
		this.first = deed;
		this.takeBack = undoing;
		return this;
	}

	/**
	 * Says what a dry run answers in place of a plan, and what approves it then.
	 * @param dryRun answers the dry run
	 * @param check checks the digest that was approved; throws {@code plan-stale}
	 * @return this
	 */
	public Batch<R, T> shownAs(Supplier<?> dryRun, Consumer<String> check) {
		this.shown = dryRun;
		this.approval = check;
		return this;
	}

	@Override
	public @Nullable Object shown() {
		return (this.shown != null) ? this.shown.get() : null;
	}

	@Override
	PlanResponse preview(Writes writes) {
		return writes.all(previews(writes, this.items.get()));
	}

	// What is refused of it keeps the others from being done as little in the background.
	@Override
	void check(Writes writes, @Nullable String approved) {
		if (approved != null) {
			super.check(writes, approved);
			return;
		}
		List<Tried<PlanResponse>> tried = tried(writes, this.items.get());
		if (!tried.isEmpty() && tried.stream().allMatch((each) -> each.problem() != null)) {
			planned(tried);
		}
	}

	private List<PlanResponse> previews(Writes writes, List<Item<R>> all) {
		return planned(tried(writes, all));
	}

	private static List<PlanResponse> planned(List<Tried<PlanResponse>> tried) {
		BatchResponse.of(tried, (plan) -> new BatchResponse.Result(plan.name(), null, "planned",
				Objects.requireNonNull(plan.answer()).warnings()));
		return tried.stream().map((plan) -> Objects.requireNonNull(plan.answer())).toList();
	}

	// Each as it would be done when those before it are.
	private List<Tried<PlanResponse>> tried(Writes writes, List<Item<R>> all) {
		List<Tried<PlanResponse>> tried = new ArrayList<>();
		Map<NetworkId, Optional<Network>> earlier = new HashMap<>();
		for (Item<R> item : all) {
			try {
				Writes.Preview preview = writes.previewed(item.change(), earlier);
				earlier.putAll(preview.becoming());
				tried.add(new Tried<>(item.name(), preview.plan(), null));
			}
			catch (MoorageException ex) {
				if (ex.code().endsAll()) {
					throw ex;
				}
				tried.add(new Tried<>(item.name(), null, ex));
			}
		}
		return tried;
	}

	@Override
	Done<T> carryOut(Writes writes, @Nullable String approved, Observer observer) {
		List<Item<R>> all = this.items.get();
		List<PlanResponse> plans = check(writes, all, approved);
		Reversal begun = this.first.get();
		Done.Remains remains = Done.Remains.of(begun);
		observer.leaving(remains);
		List<Tried<R>> tried = new ArrayList<>();
		MoorageException end = null;
		for (int i = 0; i < all.size(); i++) {
			Item<R> item = all.get(i);
			if (end != null) {
				// An engine that hangs would make each further one take a time-out.
				tried.add(new Tried<>(item.name(), null, end));
				continue;
			}
			try {
				Done<R> done = writes.carryOut(item.change(), plans.isEmpty() ? null : plans.get(i).digest(), observer);
				remains = remains.and(done.remains());
				observer.leaving(remains);
				tried.add(new Tried<>(item.name(), done.answer(), null));
			}
			catch (MoorageException ex) {
				end = ex.code().endsAll() ? ex : null;
				tried.add(new Tried<>(item.name(), null, ex));
			}
		}
		return (end != null) ? ended(tried, end, begun, remains) : done(tried, remains);
	}

	private Done<T> done(List<Tried<R>> tried, Done.Remains remains) {
		try {
			return Done.of(this.answer.apply(tried), remains);
		}
		catch (MoorageException ex) {
			return new Done<>(null, ex, remains);
		}
	}

	private Done<T> ended(List<Tried<R>> tried, MoorageException end, @Nullable Reversal begun, Done.Remains remains) {
		if (begun != null && !end.code().isOutage() && tried.stream().noneMatch((each) -> each.problem() == null)) {
			this.takeBack.accept(begun);
		}
		Done<T> done = done(tried, remains);
		Map<String, Object> facts = new LinkedHashMap<>(end.facts());
		if (done.refusal() != null) {
			facts.putAll(done.refusal().facts());
		}
		else if (done.answer() != null) {
			facts.put("result", done.answer());
		}
		return new Done<>(null, new MoorageException(end.code(), end.detail(), facts, end), remains);
	}

	@Override
	void checkApproved(Writes writes, String approved, PlanResponse plan) {
		if (this.approval != null) {
			this.approval.accept(approved);
		}
		else {
			super.checkApproved(writes, approved, plan);
		}
	}

	private List<PlanResponse> check(Writes writes, List<Item<R>> all, @Nullable String approved) {
		if (approved == null) {
			return List.of();
		}
		if (this.approval != null) {
			this.approval.accept(approved);
			return List.of();
		}
		List<PlanResponse> plans = previews(writes, all);
		writes.check(approved, writes.all(plans));
		return plans;
	}

	/**
	 * Is one of the changes.
	 *
	 * @param <R> how it is answered
	 * @param name how the request named what it is about
	 * @param change the change
	 */
	public record Item<R>(String name, Change<R> change) {

	}

	/**
	 * Is one of the changes that was tried.
	 *
	 * @param <R> how it is answered
	 * @param name how the request named what it is about
	 * @param answer the answer, or null when there is nothing to say or it was refused
	 * @param problem why it was refused, or null
	 */
	public record Tried<R>(String name, @Nullable R answer, @Nullable MoorageException problem) {

	}

}
