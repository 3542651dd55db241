package io.moorage.finding;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

import io.moorage.change.PlanResponse;
import io.moorage.read.Page;
import io.moorage.topology.Container;
import io.moorage.topology.Network;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Is something that is wrong, or soon will be.
 *
 * @param code what it is
 * @param severity how bad it is
 * @param detail a sentence or two that say what it means and what to do
 * @param objects what it is about, networks first
 * @param remedy a request that mends it, or null where none can
 */
record Finding(Code code, Severity severity, String detail, List<Subject> objects, @Nullable Remedy remedy) {

	Finding {
		objects = List.copyOf(objects);
	}

	static Finding of(Code code, String problem, List<Subject> objects, Offer offer) {
		return new Finding(code, code.severity, (problem + " " + offer.words()).strip(), objects, offer.remedy());
	}

	/**
	 * Orders findings: the worst first, and no two alike.
	 */
	Page.Key key() {
		String about = this.objects.stream().map((each) -> each.id() + each.name()).collect(Collectors.joining(" "));
		// It is sent back in a query, and what it is about has no bound.
		return new Page.Key(
				"%d %02d %s".formatted(this.severity.ordinal(), this.code.ordinal(), this.objects.getFirst().name()),
				Instant.EPOCH, PlanResponse.hash(about + " " + this.detail));
	}

	/**
	 * Is a network, a container or an endpoint.
	 *
	 * @param kind {@code network}, {@code container} or {@code endpoint}
	 * @param id its full id, or null when it is gone and nobody knows
	 * @param name its name
	 */
	@Schema(name = "FindingObject")
	record Subject(String kind, @Nullable String id, String name) {

		static Subject of(Network network) {
			return new Subject("network", network.id().value(), network.name());
		}

		static Subject of(Container container) {
			return new Subject("container", container.id().value(), container.name());
		}

	}

	/**
	 * Is a request to this service.
	 *
	 * @param method the HTTP method
	 * @param path the path with its query, below where the service is reached
	 * @param body the JSON body, or null for none
	 */
	record Remedy(String method, String path, @Nullable Object body) {

	}

	/**
	 * Is what can be done about a finding.
	 *
	 * @param words what the remedy does, or what to do instead
	 * @param remedy the request, or null where there is none to offer
	 */
	record Offer(String words, @Nullable Remedy remedy) {

		static Offer none(String words) {
			return new Offer(words, null);
		}

	}

	/**
	 * Says how bad a finding is.
	 */
	enum Severity {

		/** Something does not work, or will not after the next start. */
		ERROR,
		/** Something works and may stop to, or is less safe than it looks. */
		WARNING,
		/** Something to know. */
		INFO;

		@Override
		public String toString() {
			return name().toLowerCase(Locale.ROOT);
		}

	}

	/**
	 * Says what was found.
	 */
	enum Code {

		/** An endpoint whose container is gone. */
		STALE_ENDPOINT(Severity.ERROR),
		/** A running container whose settings name a network that it is not on. */
		HALF_CONNECTED(Severity.ERROR),
		/** A container whose settings name a network that no longer exists. */
		MISSING_NETWORK(Severity.ERROR),
		/** A network or its container that a change which failed left gone. */
		NOT_PUT_BACK(Severity.ERROR),
		/** A running container on no network, though it was made on one. */
		NO_NETWORK(Severity.WARNING),
		/** Networks that have addresses in common. */
		OVERLAPPING_POOLS(Severity.WARNING),
		/** Networks of one name. */
		DUPLICATE_NAME(Severity.WARNING),
		/** A pool with hardly an address left. */
		POOL_NEARLY_FULL(Severity.WARNING),
		/** A port that is published on every address of the host. */
		PORT_ON_EVERY_ADDRESS(Severity.INFO),
		/** A network whose IPv6 the engine does not filter. */
		IPV6_NOT_ISOLATED(Severity.WARNING),
		/** A network changed here that somebody else declares. */
		CHANGED_UNDER_MANAGER(Severity.WARNING);

		private final Severity severity;

		Code(Severity severity) {
			this.severity = severity;
		}

		@Override
		public String toString() {
			return name().toLowerCase(Locale.ROOT).replace('_', '-');
		}

	}

}
