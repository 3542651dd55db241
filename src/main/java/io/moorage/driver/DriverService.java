package io.moorage.driver;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

import io.moorage.driver.GuideText.DriverText;
import io.moorage.engine.EngineInfo;
import io.moorage.fault.FaultCode;
import io.moorage.fault.MoorageException;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Service;

/**
 * Tells of the drivers what the guide says, and whether they are available on an engine.
 */
@Service
@RequiredArgsConstructor
class DriverService {

	// How an engine tells of a plugin whose caller need not name the tag.
	private static final String LATEST = ":latest";

	private final DriverGuide guide;

	private final KernelModules kernel;

	/**
	 * Lists the drivers that the engine has or the guide knows.
	 * @param engine which engine it is about
	 * @param language in which language
	 * @return all of them, ordered by name
	 */
	List<DriverSummary> list(EngineInfo engine, Language language) {
		return names(engine).stream().map((name) -> summary(name, engine, language)).toList();
	}

	/**
	 * Tells all there is to tell of a driver.
	 * @param word its name, or what else it is called
	 * @param engine which engine it is about
	 * @param language in which language
	 * @return the guide's text, or what holds for all plugins
	 * @throws MoorageException {@code driver-not-found} when neither engine nor guide
	 * knows it
	 */
	DriverResponse inspect(String word, EngineInfo engine, Language language) {
		String name = name(word, engine);
		DriverFacts facts = this.guide.facts().get(name);
		DriverText text = text(name, language);
		DriverSummary summary = summary(name, engine, language);
		if (facts == null) {
			Map<String, Object> body = Map.of("name", "app", "driver", name);
			return new DriverResponse(summary, List.of(), text.guide(), List.of(),
					new DriverResponse.Example(text.example(), "POST", "/networks", body));
		}
		DriverFacts.Example example = facts.example();
		return new DriverResponse(summary, facts.alsoCalled(), text.guide(), options(facts, text, engine),
				new DriverResponse.Example(text.example(), example.method(), example.path(), example.body()));
	}

	private String name(String word, EngineInfo engine) {
		TreeSet<String> names = names(engine);
		return Stream.of(Optional.of(word), this.guide.alias(word), Optional.of(word + LATEST))
			.flatMap(Optional::stream)
			.filter(names::contains)
			.findFirst()
			.orElseThrow(() -> new MoorageException(
					FaultCode.DRIVER_NOT_FOUND, "Nobody knows a network driver \"" + word
							+ "\" here. Those that there are: " + String.join(", ", names) + ".",
					Map.of("known", names)));
	}

	private TreeSet<String> names(EngineInfo engine) {
		TreeSet<String> names = new TreeSet<>(engine.drivers());
		names.addAll(this.guide.facts().keySet());
		return names;
	}

	private DriverText text(String name, Language language) {
		GuideText text = this.guide.in(language);
		return text.drivers().getOrDefault(name, text.plugin());
	}

	private DriverSummary summary(String name, EngineInfo engine, Language language) {
		DriverFacts facts = this.guide.facts().get(name);
		DriverText text = text(name, language);
		String reason = reason(name, facts, engine, this.guide.in(language).unavailable());
		return new DriverSummary(name, engine.name(), reason == null, reason, (facts != null) ? facts.scope() : null,
				text.title(), text.summary());
	}

	private @Nullable String reason(String name, @Nullable DriverFacts facts, EngineInfo engine,
			GuideText.Reasons reasons) {
		if (!engine.drivers().contains(name)) {
			return reasons.engine();
		}
		if (facts == null) {
			return null;
		}
		if (facts.swarm() && !engine.swarm().manager()) {
			return reasons.swarm();
		}
		List<String> lacking = facts.modules()
			.stream()
			.filter((module) -> this.kernel.lacks(engine.platform().kernel(), module))
			.map((module) -> "`" + module + "`")
			.toList();
		return lacking.isEmpty() ? null : reasons.kernel().replace("{modules}", String.join(", ", lacking));
	}

	private static List<DriverResponse.Option> options(DriverFacts facts, DriverText text, EngineInfo engine) {
		Optional<Release> release = Release.of(engine.version());
		return facts.options().entrySet().stream().map((entry) -> {
			DriverFacts.Option option = entry.getValue();
			// Builds of the engine's own makers are called dev and the like.
			boolean available = release.isEmpty() || release.get().compareTo(option.since()) >= 0;
			return new DriverResponse.Option(entry.getKey(), option.type(), option.defaultValue(), option.values(),
					option.since(), available, Objects.requireNonNull(text.options().get(entry.getKey())));
		}).toList();
	}

}
