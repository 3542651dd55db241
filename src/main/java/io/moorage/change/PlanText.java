package io.moorage.change;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.util.MimeType;
import org.springframework.util.MimeTypeUtils;

/**
 * Shows a plan as Markdown, for a merge request. Names are what somebody chose, so they
 * are written as code and cannot become markup.
 */
public final class PlanText {

	private static final MimeType MARKDOWN = MimeType.valueOf(PlanResponse.MARKDOWN);

	private static final MimeType JSON = MimeType.valueOf(PlanResponse.MEDIA_TYPE);

	private PlanText() {
	}

	/**
	 * Tells whether somebody would rather have Markdown than JSON.
	 * @param accept the header's value, empty when there is none
	 * @return false also when either will do
	 */
	public static boolean isWanted(String accept) {
		List<MimeType> accepted = new ArrayList<>(MimeTypeUtils.parseMimeTypes(accept));
		MimeTypeUtils.sortBySpecificity(accepted);
		for (MimeType type : accepted) {
			if (type.includes(MimeTypeUtils.APPLICATION_JSON) || type.includes(JSON)) {
				return false;
			}
			if (type.includes(MARKDOWN)) {
				return true;
			}
		}
		return false;
	}

	/**
	 * Shows a plan.
	 * @param plan the plan
	 * @return Markdown (GitHub's kind, for its tables)
	 */
	public static String of(PlanResponse plan) {
		StringBuilder text = new StringBuilder();
		text.append("### ").append(heading(plan)).append("\n\n");
		if (!plan.steps().isEmpty()) {
			text.append("| | Action | Kind | Name | What is done |\n| --- | --- | --- | --- | --- |\n");
			int number = 1;
			for (PlanResponse.StepResponse step : plan.steps()) {
				row(text, String.valueOf(number++), step.action().toString(), step.kind(), code(step.name()),
						escaped(step.detail()));
			}
			text.append('\n');
			plan.steps().forEach((step) -> differences(text, step));
		}
		if (!plan.affected().isEmpty()) {
			text.append("**Who notices**\n\n| Kind | Name | State | Effect | What happens |\n"
					+ "| --- | --- | --- | --- | --- |\n");
			plan.affected()
				.forEach((each) -> row(text, each.kind(), code(each.name()),
						(each.state() != null) ? each.state() : "-", each.effect().toString(), escaped(each.detail())));
			text.append('\n');
		}
		if (!plan.warnings().isEmpty()) {
			text.append("**Warnings**\n\n");
			plan.warnings().forEach((warning) -> text.append("- ").append(escaped(warning)).append('\n'));
			text.append('\n');
		}
		return text.append("Digest: ").append(code(plan.digest())).append('\n').toString();
	}

	private static String heading(PlanResponse plan) {
		if (!plan.changed()) {
			return "Nothing would change";
		}
		PlanResponse.Summary summary = plan.summary();
		StringBuilder heading = new StringBuilder("Plan");
		String separator = ": ";
		separator = count(heading, separator, summary.create(), "create");
		separator = count(heading, separator, summary.remove(), "remove");
		separator = count(heading, separator, summary.replace(), "replace");
		separator = count(heading, separator, summary.disconnect(), "disconnect");
		count(heading, separator, summary.connect(), "connect");
		return heading.toString();
	}

	private static String count(StringBuilder heading, String separator, int count, String word) {
		if (count == 0) {
			return separator;
		}
		heading.append(separator).append(count).append(" to ").append(word);
		return ", ";
	}

	private static void differences(StringBuilder text, PlanResponse.StepResponse step) {
		if (step.diff() == null) {
			return;
		}
		text.append("**What is not as asked: ")
			.append(code(step.name()))
			.append("**\n\n| Path | Now | Asked for |\n| --- | --- | --- |\n");
		step.diff().forEach((diff) -> row(text, code(diff.path()), value(diff.current()), value(diff.desired())));
		text.append('\n');
	}

	private static String value(@Nullable Object value) {
		return (value != null) ? code(value.toString()) : "-";
	}

	private static void row(StringBuilder text, String... cells) {
		text.append("| ").append(String.join(" | ", cells)).append(" |\n");
	}

	// Within code only the fence and a table's bar mean something.
	private static String code(String text) {
		String line = text.replaceAll("\\p{Cntrl}", "\uFFFD").replace("|", "\\|");
		int longest = 0;
		int run = 0;
		for (int i = 0; i < line.length(); i++) {
			run = (line.charAt(i) == '`') ? run + 1 : 0;
			longest = Math.max(longest, run);
		}
		String fence = "`".repeat(longest + 1);
		return (longest > 0) ? fence + " " + line + " " + fence : fence + line + fence;
	}

	private static String escaped(String text) {
		return text.replaceAll("\\p{Cntrl}", "\uFFFD").replaceAll("([\\\\`*_{}\\[\\]<>#|!&~])", "\\\\$1");
	}

}
