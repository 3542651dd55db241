package io.moorage.change;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

import io.moorage.engine.NetworkSpec;
import io.moorage.fault.FaultCode;
import io.moorage.fault.MoorageException;
import io.moorage.snapshot.NotesKeeper;
import io.moorage.topology.NetworkId;
import io.moorage.topology.Notes;
import io.moorage.topology.Protection;
import lombok.extern.slf4j.Slf4j;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.stereotype.Component;

/**
 * Keeps what the service knows of networks beside their engine: which were replaced by
 * which, and which are protected. Safe for use by many threads.
 */
@Component
@Slf4j
class ServiceNotes implements NotesKeeper, Overrides {

	private static final String SUCCESSORS = "replaced.json";

	private static final String PROTECTIONS = "protections.json";

	private static final int MAX_SUCCESSORS = 10_000;

	// Nanoseconds count to 292 years.
	private static final Duration FAR = Duration.ofDays(365);

	private static final String OWNERS = "adopted.json";

	private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {
	};

	private static final TypeReference<Map<String, Protection>> PROTECTION = new TypeReference<>() {
	};

	private static final String OVERRIDES = "overridden.json";

	private static final TypeReference<Map<String, NetworkSpec>> SPECS = new TypeReference<>() {
	};

	private final DataFolder folder;

	private final JsonMapper mapper;

	private final OwnershipProperties settings;

	private volatile Notes notes;

	private volatile Map<NetworkId, NetworkSpec> overrides;

	ServiceNotes(DataFolder folder, JsonMapper mapper, OwnershipProperties settings) {
		this.folder = folder;
		this.mapper = mapper;
		this.settings = settings;
		Map<NetworkId, NetworkId> successors = new LinkedHashMap<>();
		known(SUCCESSORS, TEXTS).forEach((old, now) -> successors.put(new NetworkId(old), new NetworkId(now)));
		this.notes = noted(successors, byId(known(PROTECTIONS, PROTECTION)), byId(known(OWNERS, TEXTS)));
		this.overrides = byId(known(OVERRIDES, SPECS));
	}

	private Notes noted(Map<NetworkId, NetworkId> successors, Map<NetworkId, Protection> protections,
			Map<NetworkId, String> owners) {
		return new Notes(successors, protections, owners, this.settings.protection().networks(),
				this.settings.managed());
	}

	private static <T> Map<NetworkId, T> byId(Map<String, T> written) {
		Map<NetworkId, T> known = new LinkedHashMap<>();
		written.forEach((id, value) -> known.put(new NetworkId(id), value));
		return known;
	}

	private <T> Map<String, T> known(String name, TypeReference<Map<String, T>> type) {
		try {
			return read(name, type);
		}
		catch (MoorageException ex) {
			log.error("What {} holds is not known: {}", name, ex.detail());
			return Map.of();
		}
	}

	private <T> Map<String, T> read(String name, TypeReference<Map<String, T>> type) {
		try {
			return this.folder.read(name).map((json) -> this.mapper.readValue(json, type)).orElse(Map.of());
		}
		catch (JacksonException ex) {
			throw new MoorageException(FaultCode.DATA_DIR_UNAVAILABLE, "The file " + name + " in " + this.folder.path()
					+ " cannot be understood, and is not written over. Mend or remove it.", Map.of(), ex);
		}
	}

	// What is written there counts, not what was read at start: another service may have
	// written, too.
	private <T> Map<String, T> update(String name, TypeReference<Map<String, T>> type,
			Consumer<Map<String, T>> change) {
		Map<String, T> entries = new LinkedHashMap<>(read(name, type));
		change.accept(entries);
		this.folder.write(name, this.mapper.writeValueAsBytes(entries));
		return entries;
	}

	@Override
	public Notes notes() {
		Notes now = this.notes;
		Instant present = Clock.systemUTC().instant();
		if (now.protections().values().stream().allMatch((each) -> each.isInForce(present))) {
			return now;
		}
		synchronized (this) {
			Map<NetworkId, Protection> left = new LinkedHashMap<>(this.notes.protections());
			left.values().removeIf((each) -> !each.isInForce(present));
			protections(left);
			return this.notes;
		}
	}

	@Override
	public long patience() {
		Instant present = Clock.systemUTC().instant();
		return this.notes.protections()
			.values()
			.stream()
			.flatMap((each) -> Stream.ofNullable(each.until()))
			.mapToLong((until) -> nanos(present, until))
			.min()
			.orElse(Long.MAX_VALUE);
	}

	private static long nanos(Instant present, Instant until) {
		Duration left = Duration.between(present, until);
		return left.isNegative() ? 0 : (left.compareTo(FAR) > 0) ? Long.MAX_VALUE : left.toNanos();
	}

	private void protections(Map<NetworkId, Protection> now) {
		this.notes = noted(this.notes.successors(), now, this.notes.owners());
	}

	/**
	 * Notes that a network took another's place, its owner and its protection included.
	 * It is no reason to fail when this cannot be kept.
	 */
	synchronized void replaced(NetworkId old, NetworkId now) {
		if (old.equals(now)) {
			return;
		}
		Map<NetworkId, NetworkId> successors = new LinkedHashMap<>(this.notes.successors());
		successors.remove(now);
		successors.put(old, now);
		bound(successors);
		boolean owned = this.notes.owners().containsKey(old);
		boolean isProtected = this.notes.protections().containsKey(old);
		this.notes = noted(successors, moved(this.notes.protections(), old, now), moved(this.notes.owners(), old, now));
		try {
			update(SUCCESSORS, TEXTS, (entries) -> {
				entries.remove(now.value());
				entries.put(old.value(), now.value());
				bound(entries);
			});
			if (owned) {
				update(OWNERS, TEXTS, (entries) -> move(entries, old.value(), now.value()));
			}
			if (isProtected) {
				update(PROTECTIONS, PROTECTION, (entries) -> move(entries, old.value(), now.value()));
			}
		}
		catch (MoorageException ex) {
			log.warn("That {} was replaced by {} is known until the next start only: {}", old, now, ex.detail());
		}
	}

	private static <T> Map<NetworkId, T> moved(Map<NetworkId, T> entries, NetworkId old, NetworkId now) {
		Map<NetworkId, T> moved = new LinkedHashMap<>(entries);
		move(moved, old, now);
		return moved;
	}

	private static <K, T> void move(Map<K, T> entries, K old, K now) {
		T value = entries.remove(old);
		if (value != null) {
			entries.put(now, value);
		}
	}

	// The oldest first.
	private static void bound(Map<?, ?> entries) {
		Iterator<?> oldest = entries.keySet().iterator();
		for (int more = entries.size() - MAX_SUCCESSORS; more > 0; more--) {
			oldest.next();
			oldest.remove();
		}
	}

	/**
	 * Notes that a network was changed though somebody else declares it. It is no reason
	 * to fail when this cannot be kept.
	 * @param old its id before
	 * @param now its id now
	 * @param before what it was before; what an earlier change found counts more
	 */
	synchronized void overridden(NetworkId old, NetworkId now, NetworkSpec before) {
		Map<NetworkId, NetworkSpec> known = new LinkedHashMap<>(this.overrides);
		NetworkSpec first = Objects.requireNonNullElse(known.remove(old), before);
		known.put(now, first);
		bound(known);
		this.overrides = Collections.unmodifiableMap(known);
		try {
			update(OVERRIDES, SPECS, (entries) -> {
				entries.remove(old.value());
				entries.put(now.value(), first);
				bound(entries);
			});
		}
		catch (MoorageException ex) {
			log.warn("That {} was changed here is known until the next start only: {}", now, ex.detail());
		}
	}

	@Override
	public Optional<NetworkSpec> before(NetworkId network) {
		return Optional.ofNullable(this.overrides.get(network));
	}

	/**
	 * Protects a network.
	 * @throws MoorageException {@code data-dir-unavailable}; then it is as it was
	 */
	synchronized void protect(NetworkId network, Protection protection) {
		protections(byId(update(PROTECTIONS, PROTECTION, (entries) -> entries.put(network.value(), protection))));
	}

	/**
	 * Lifts a network's protection.
	 * @throws MoorageException {@code data-dir-unavailable}; then it is as it was
	 */
	synchronized void unprotect(NetworkId network) {
		protections(byId(update(PROTECTIONS, PROTECTION, (entries) -> entries.remove(network.value()))));
	}

	/**
	 * Forgets who took a network over.
	 * @throws MoorageException {@code data-dir-unavailable}; then it is as it was
	 */
	synchronized void release(NetworkId network) {
		Map<NetworkId, String> owners = byId(update(OWNERS, TEXTS, (entries) -> entries.remove(network.value())));
		this.notes = noted(this.notes.successors(), this.notes.protections(), owners);
	}

	/**
	 * Notes who took a network over.
	 * @throws MoorageException {@code data-dir-unavailable}; then it is as it was
	 */
	synchronized void adopt(NetworkId network, String owner) {
		Map<NetworkId, String> owners = byId(update(OWNERS, TEXTS, (entries) -> entries.put(network.value(), owner)));
		this.notes = noted(this.notes.successors(), this.notes.protections(), owners);
	}

}
