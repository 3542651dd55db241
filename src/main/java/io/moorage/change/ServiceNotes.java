package io.moorage.change;

import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

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
class ServiceNotes implements NotesKeeper {

	private static final String SUCCESSORS = "replaced.json";

	private static final String PROTECTIONS = "protections.json";

	private static final int MAX_SUCCESSORS = 10_000;

	private final DataFolder folder;

	private final JsonMapper mapper;

	private final Map<NetworkId, NetworkId> successors = new LinkedHashMap<>();

	private final Map<NetworkId, Protection> protections = new LinkedHashMap<>();

	private final OwnershipProperties settings;

	private volatile Notes notes;

	ServiceNotes(DataFolder folder, JsonMapper mapper, OwnershipProperties settings) {
		this.folder = folder;
		this.mapper = mapper;
		this.settings = settings;
		read(SUCCESSORS, new TypeReference<Map<String, String>>() {
		}).forEach((old, now) -> this.successors.put(new NetworkId(old), new NetworkId(now)));
		read(PROTECTIONS, new TypeReference<Map<String, Protection>>() {
		}).forEach((id, protection) -> this.protections.put(new NetworkId(id), protection));
		this.notes = gathered();
	}

	private <T> Map<String, T> read(String name, TypeReference<Map<String, T>> type) {
		try {
			return this.folder.read(name).map((json) -> this.mapper.readValue(json, type)).orElse(Map.of());
		}
		catch (MoorageException | JacksonException ex) {
			log.error("{} cannot be read; what it holds is not known until the next start", name, ex);
			return Map.of();
		}
	}

	private Notes gathered() {
		return new Notes(this.successors, this.protections, this.settings.protection().networks(),
				this.settings.managed());
	}

	@Override
	public Notes notes() {
		Notes now = this.notes;
		Instant present = Clock.systemUTC().instant();
		if (now.protections().values().stream().allMatch((each) -> each.isInForce(present))) {
			return now;
		}
		synchronized (this) {
			this.protections.values().removeIf((each) -> !each.isInForce(present));
			this.notes = gathered();
			return this.notes;
		}
	}

	/**
	 * Notes that a network took another's place. It is no reason to fail when this cannot
	 * be kept.
	 */
	synchronized void replaced(NetworkId old, NetworkId now) {
		if (old.equals(now)) {
			return;
		}
		this.successors.remove(now);
		this.successors.put(old, now);
		if (this.successors.size() > MAX_SUCCESSORS) {
			this.successors.remove(this.successors.keySet().iterator().next());
		}
		this.notes = gathered();
		Map<String, String> written = new LinkedHashMap<>();
		this.successors.forEach((each, successor) -> written.put(each.value(), successor.value()));
		try {
			this.folder.write(SUCCESSORS, this.mapper.writeValueAsBytes(written));
		}
		catch (MoorageException ex) {
			log.warn("That {} was replaced by {} is known until the next start only: {}", old, now, ex.detail());
		}
	}

	/**
	 * Protects a network.
	 * @throws MoorageException {@code data-dir-unavailable}; then it is as it was
	 */
	synchronized void protect(NetworkId network, Protection protection) {
		Map<NetworkId, Protection> next = new LinkedHashMap<>(this.protections);
		next.put(network, protection);
		keep(next);
	}

	/**
	 * Lifts a network's protection.
	 * @throws MoorageException {@code data-dir-unavailable}; then it is as it was
	 */
	synchronized void unprotect(NetworkId network) {
		Map<NetworkId, Protection> next = new LinkedHashMap<>(this.protections);
		next.remove(network);
		keep(next);
	}

	private void keep(Map<NetworkId, Protection> next) {
		Map<String, Protection> written = new LinkedHashMap<>();
		next.forEach((id, protection) -> written.put(id.value(), protection));
		this.folder.write(PROTECTIONS, this.mapper.writeValueAsBytes(written));
		this.protections.clear();
		this.protections.putAll(next);
		this.notes = gathered();
	}

}
