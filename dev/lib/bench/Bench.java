import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * What {@code dev/bench} can't do in a shell: make networks and containers quickly, take
 * times to the microsecond, read from hundreds of connections, and write the report. Each
 * command is one run of this program.
 */
public final class Bench {

	private Bench() {
	}

	public static void main(String[] args) throws Exception {
		String command = args[0];
		List<String> rest = Arrays.asList(args).subList(1, args.length);
		if (command.equals("report")) {
			System.out.print(new Report(Figures.read(Path.of(rest.getFirst()))).text());
			return;
		}
		Settings settings = Settings.fromEnvironment();
		Engine engine = new Engine(settings.engine(), settings.label());
		Service service = new Service(settings.service(), settings.label());
		Figures.Writer figures = new Figures.Writer(settings.results());
		switch (command) {
			case "networks" -> new Fixture(engine).networks(number(rest, 0), number(rest, 1));
			case "containers" -> new Fixture(engine).containers(number(rest, 0), number(rest, 1), number(rest, 2));
			case "created" -> new Fixture(engine).created(number(rest, 0), number(rest, 1), number(rest, 2));
			case "await-networks" -> service.awaitNetworks(number(rest, 0));
			case "first-answers" ->
				new FirstAnswers(service, figures).run(Path.of(rest.get(0)), rest.subList(1, rest.size()));
			case "writes" -> new Writes(engine, service, figures).run(number(rest, 0));
			case "behind" -> new BehindItsBack(engine, service, figures).run(number(rest, 0));
			case "subscribers" -> new Subscribers(engine, service, figures).run(number(rest, 0), number(rest, 1));
			default -> throw new IllegalArgumentException("unknown command: " + command);
		}
	}

	private static int number(List<String> arguments, int index) {
		return Integer.parseInt(arguments.get(index));
	}

	/** Where everything is, told by the script. */
	private record Settings(URI engine, URI service, String label, Path results) {

		static Settings fromEnvironment() {
			return new Settings(URI.create(variable("BENCH_ENGINE")), URI.create(variable("BENCH_SERVICE")),
					variable("BENCH_LABEL"), Path.of(variable("BENCH_RESULTS")));
		}

		private static String variable(String name) {
			String value = System.getenv(name);
			if (value == null) {
				throw new IllegalStateException(name + " is not set");
			}
			return value;
		}

	}

}
