package io.moorage.reachability;

import io.moorage.reachability.Tool.Attempt;

/**
 * Names what likely causes that a probe and the configuration do not agree.
 */
final class Disagreement {

	private Disagreement() {
	}

	static String causes(ProbeKind kind, Target target, Attempt attempt) {
		return (attempt.reachable() ? " The configuration says that it does not work. "
				: " The configuration says that it works. ") + target.because()
				+ (target.because().isEmpty() ? "" : " ") + "Likely causes: "
				+ (attempt.reachable() ? ofSuccess(kind) : ofFailure(kind, attempt));
	}

	private static String ofSuccess(ProbeKind kind) {
		if (kind == ProbeKind.DNS) {
			return "another name server knows the name, or an extra host was given to the container.";
		}
		return "a network was just being created, while the engine (26.1 for one) takes the isolation of all bridges out of the host's rules for a moment, so try again; "
				+ "a rule of the host's own firewall or of DOCKER-USER that accepts it; "
				+ "an engine that manages no firewall (iptables is false).";
	}

	private static String ofFailure(ProbeKind kind, Attempt attempt) {
		return switch (kind) {
			case DNS ->
				"the container has a name server of its own (--dns, or a resolv.conf that was mounted over Docker's), or the engine's name server hangs.";
			case TCP -> attempt.refused()
					? "nothing listens on this port inside the container, or only on 127.0.0.1; a firewall inside the container that refuses."
					: "a firewall inside the container; the host's own firewall (DOCKER-USER, ufw, firewalld, nftables); a program that accepts no more connections, or is paused.";
			case PING ->
				"a firewall inside the container that drops pings; the host's own firewall (DOCKER-USER, ufw, firewalld, nftables); answers that are slower than timeout.";
		};
	}

}
