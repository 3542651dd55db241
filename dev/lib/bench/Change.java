import java.util.Optional;

/**
 * Something that happened to a network, told apart from everything else that happens in a
 * run.
 */
record Change(Kind kind, String network, String container) {

	/** What happens, in the engine's word and in the service's. */
	enum Kind {

		CREATED("create", "network.created"),

		CONNECTED("connect", "endpoint.connected"),

		DISCONNECTED("disconnect", "endpoint.disconnected"),

		REMOVED("destroy", "network.removed");

		private final String action;

		private final String event;

		Kind(String action, String event) {
			this.action = action;
			this.event = event;
		}

		static Optional<Kind> ofAction(String action) {
			for (Kind kind : values()) {
				if (kind.action.equals(action)) {
					return Optional.of(kind);
				}
			}
			return Optional.empty();
		}

		static Optional<Kind> ofEvent(String event) {
			for (Kind kind : values()) {
				if (kind.event.equals(event)) {
					return Optional.of(kind);
				}
			}
			return Optional.empty();
		}

		boolean hasContainer() {
			return this == CONNECTED || this == DISCONNECTED;
		}

	}

	static Change of(Kind kind, String network, String container) {
		return new Change(kind, network, kind.hasContainer() ? container : "");
	}

}
