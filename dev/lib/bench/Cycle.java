import java.io.IOException;

/**
 * The four changes that are made behind the service's back, one after the other, to a
 * network that is new each time.
 */
final class Cycle {

	private final Engine engine;

	private final String name;

	private final String container;

	private String network = "";

	Cycle(Engine engine, String name, String container) {
		this.engine = engine;
		this.name = name;
		this.container = container;
	}

	String name() {
		return this.name;
	}

	/** Does it, and says what the engine will tell. */
	Change make(Change.Kind kind) throws IOException, InterruptedException {
		switch (kind) {
			case CREATED -> this.network = this.engine.createNetwork(this.name);
			case CONNECTED -> this.engine.connect(this.network, this.container);
			case DISCONNECTED -> this.engine.disconnect(this.network, this.container);
			case REMOVED -> this.engine.removeNetwork(this.network);
		}
		return Change.of(kind, this.network, this.container);
	}

}
