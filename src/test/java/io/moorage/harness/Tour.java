package io.moorage.harness;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The tour of a Markdown page: commands, each with what it shows, if that is told.
 */
public final class Tour {

	private static final Pattern STOP = Pattern.compile("```bash\n(.*?)```(?:\\s*```json\n(.*?)```)?", Pattern.DOTALL);

	private static final String END = "===== end of stop =====";

	private final List<String> commands = new ArrayList<>();

	private final List<String> excerpts = new ArrayList<>();

	/**
	 * Reads a tour.
	 * @param page a page in which {@code <!-- tour -->} and {@code <!-- /tour -->} stand
	 * around it
	 * @throws IOException if the page cannot be read
	 */
	public Tour(Path page) throws IOException {
		this(Files.readString(page).replaceFirst("(?s).*<!-- tour -->", "").replaceFirst("(?s)<!-- /tour -->.*", ""));
	}

	private Tour(String text) {
		Matcher stop = STOP.matcher(text);
		while (stop.find()) {
			this.commands.add(stop.group(1));
			this.excerpts.add((stop.group(2) != null) ? stop.group(2) : "");
		}
	}

	public int stops() {
		return this.commands.size();
	}

	/**
	 * Returns the same tour with other names in it.
	 * @param name a regular expression for a name
	 * @param replacement what is put there
	 * @return another tour
	 */
	public Tour renamed(String name, String replacement) {
		Tour other = new Tour("");
		this.commands.forEach((command) -> other.commands.add(command.replaceAll(name, replacement)));
		this.excerpts.forEach((excerpt) -> other.excerpts.add(excerpt.replaceAll(name, replacement)));
		return other;
	}

	/**
	 * Executes every command with bash, and checks that it succeeds and shows what the
	 * page says.
	 * @param service where the service listens
	 * @throws Exception if bash cannot be run
	 */
	public void walk(String service) throws Exception {
		String script = "set -euo pipefail\n" + String.join("echo; echo '" + END + "'\n", this.commands);
		ProcessBuilder builder = new ProcessBuilder("bash", "-c", script).redirectErrorStream(true);
		builder.environment().put("MOORAGE", service);
		Process bash = builder.start();
		String output = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		assertThat(bash.waitFor()).as("exit code of the tour, which showed:%n%s", output).isZero();
		String[] shown = output.split(Pattern.quote(END), -1);
		for (int i = 0; i < this.commands.size(); i++) {
			if (!this.excerpts.get(i).isEmpty()) {
				JsonExcerpt.of(this.excerpts.get(i)).isIn(shown[i], this.commands.get(i));
			}
		}
	}

}
