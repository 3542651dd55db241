package io.moorage.snapshot;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

import io.moorage.engine.EngineEvent;
import io.moorage.fault.FaultCode;
import io.moorage.fault.MoorageException;
import io.moorage.topology.ContainerId;
import io.moorage.topology.NetworkId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Pending}.
 */
class PendingTests {

	private static final long AT_ONCE = 0;

	private static final long A_WHILE = TimeUnit.SECONDS.toNanos(10);

	private static final long SOON = TimeUnit.SECONDS.toNanos(10);

	private final Pending pending = new Pending();

	@Test
	void takeWhenABurstComesHasEachThingOnce() throws Exception {
		for (int i = 0; i < 1000; i++) {
			this.pending.add(event(network(i % 3), container(i % 5)));
		}
		Work work = taken();
		assertThat(work.networks()).containsExactly(network(0), network(1), network(2));
		assertThat(work.containers()).containsExactly(container(0), container(1), container(2), container(3),
				container(4));
		assertThat(work.lists()).isEqualTo(Lists.NONE);
		assertThat(work.services()).isFalse();
		assertThat(work.waiting()).isEmpty();
		assertThat(this.pending.take(AT_ONCE)).isNull();
	}

	@Test
	void takeWhenEventIsOfNoThingLooksForServices() throws Exception {
		this.pending.add(event(null, null));
		Work work = taken();
		assertThat(work.services()).isTrue();
		assertThat(work.networks()).isEmpty();
	}

	@Test
	void takeWhenManyAskHasOneLookForAll() throws Exception {
		CompletableFuture<@Nullable Void> one = this.pending.add(Touched.network(network(1)), Lists.NETWORKS);
		CompletableFuture<@Nullable Void> list = this.pending.add(Touched.NOTHING, Lists.ALL);
		CompletableFuture<@Nullable Void> other = this.pending
			.add(new Touched(Set.of(network(1)), Set.of(container(2)), Set.of("name")), Lists.NONE);
		Work work = taken();
		assertThat(work.lists()).isEqualTo(Lists.ALL);
		assertThat(work.networks()).containsExactly(network(1));
		assertThat(work.containers()).containsExactly(container(2));
		assertThat(work.waiting()).extracting(Work.Waiter::done).containsExactly(one, list, other);
		assertThat(one).isNotDone();
		work.done((touched) -> null);
		assertThat(List.of(one, list, other)).allMatch(CompletableFuture::isDone);
	}

	@Test
	void takeWhenOneAsksForNothingInParticularStillAnswers() throws Exception {
		CompletableFuture<@Nullable Void> asked = this.pending.add(Touched.NOTHING, Lists.NONE);
		Work work = taken();
		assertThat(work.waiting()).extracting(Work.Waiter::done).containsExactly(asked);
		work.failed(new MoorageException(FaultCode.ENGINE_TIMEOUT, "Too slow."));
		assertThat(asked).isCompletedExceptionally();
	}

	@Test
	void doneWhenWhatOneAskedForFailedTellsItAlone() throws Exception {
		MoorageException reason = new MoorageException(FaultCode.ENGINE_ERROR, "It cannot be inspected.");
		CompletableFuture<@Nullable Void> one = this.pending.add(Touched.network(network(1)), Lists.NONE);
		CompletableFuture<@Nullable Void> other = this.pending.add(Touched.network(network(2)), Lists.NONE);
		taken().done((touched) -> touched.networks().contains(network(1)) ? reason : null);
		assertThat(one).isCompletedExceptionally();
		assertThat(one.exceptionNow()).isSameAs(reason);
		assertThat(other).isCompleted();
	}

	@Test
	void takeWhenInTurnHasPortionsWheneverNothingIsUrgent() throws Exception {
		List<ContainerId> containers = IntStream.range(0, 10).mapToObj(PendingTests::container).toList();
		this.pending.addInTurn(containers, List.of(network(1)));
		assertThat(this.pending.isNothingTold()).isTrue();
		this.pending.add(event(network(7), null));
		assertThat(this.pending.isNothingTold()).isFalse();
		Work urgent = taken();
		assertThat(urgent.networks()).containsExactly(network(7));
		assertThat(urgent.containers()).isEmpty();
		assertThat(taken().containers()).containsExactlyElementsOf(containers.subList(0, 8));
		Work rest = taken();
		assertThat(rest.containers()).containsExactlyElementsOf(containers.subList(8, 10));
		assertThat(rest.networks()).containsExactly(network(1));
		assertThat(this.pending.take(AT_ONCE)).isNull();
	}

	@Test
	void takeWhenInTurnComesAnewKeepsPlacesAndForgetsWhatIsGone() throws Exception {
		this.pending.addInTurn(List.of(container(1), container(2), container(3)), List.of());
		this.pending.addInTurn(List.of(container(4), container(3), container(2)), List.of());
		assertThat(taken().containers()).containsExactly(container(2), container(3), container(4));
	}

	@Test
	void takeWhenATurnTookLongRestsForManyTimesAsLong() throws Exception {
		this.pending.addInTurn(IntStream.range(0, 9).mapToObj(PendingTests::container).toList(), List.of());
		assertThat(taken().containers()).hasSize(8);
		long spent = TimeUnit.MILLISECONDS.toNanos(20);
		LockSupport.parkNanos(spent);
		assertThat(this.pending.take(AT_ONCE)).isNull();
		long begun = System.nanoTime();
		assertThat(taken().containers()).hasSize(1);
		assertThat(System.nanoTime() - begun).isGreaterThan(10 * spent);
	}

	@Test
	void takeWhenWorkWasPutBackHasItAgain() throws Exception {
		CompletableFuture<@Nullable Void> asked = this.pending.add(Touched.container(container(1)), Lists.NETWORKS);
		this.pending.add(event(null, null));
		Work work = this.pending.takeAll();
		this.pending.add(event(network(3), null));
		this.pending.putBack(work);
		Work again = taken();
		assertThat(again.containers()).containsExactly(container(1));
		assertThat(again.networks()).containsExactly(network(3));
		assertThat(again.waiting()).extracting(Work.Waiter::done).containsExactly(asked);
		assertThat(again.lists()).isEqualTo(Lists.NETWORKS);
		assertThat(again.services()).isTrue();
	}

	@Test
	void takeWhenNothingIsThereWaitsForSomething() throws Exception {
		CompletableFuture<Work> taken = CompletableFuture.supplyAsync(() -> {
			try {
				return Objects.requireNonNull(this.pending.take(SOON));
			}
			catch (InterruptedException ex) {
				throw new IllegalStateException(ex);
			}
		}, Thread::startVirtualThread);
		assertThat(taken).isNotDone();
		this.pending.add(event(network(1), null));
		assertThat(taken.get(10, TimeUnit.SECONDS).networks()).containsExactly(network(1));
		assertThat(this.pending.take(TimeUnit.MILLISECONDS.toNanos(20))).isNull();
	}

	@Test
	void takeAllWhenNothingIsThereIsEmpty() {
		Work work = this.pending.takeAll();
		assertThat(work.networks()).isEmpty();
		assertThat(work.containers()).isEmpty();
		assertThat(work.waiting()).isEmpty();
	}

	private Work taken() throws InterruptedException {
		return Objects.requireNonNull(this.pending.take(A_WHILE));
	}

	private static EngineEvent event(@Nullable NetworkId network, @Nullable ContainerId container) {
		return new EngineEvent("create", network, container);
	}

	private static NetworkId network(int number) {
		return new NetworkId("%064x".formatted(number));
	}

	private static ContainerId container(int number) {
		return new ContainerId("%064x".formatted(number));
	}

}
