package io.moorage.driver;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.moorage.engine.EngineInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The guide's files, and what they say of engines that are not there.
 */
class DriverGuideTests {

	private final DriverGuide guide = new DriverConfiguration().driverGuide();

	@SuppressWarnings("unchecked")
	private static Map<String, Object> file(Language language) {
		return (Map<String, Object>) DriverConfiguration.yaml("guide/drivers." + language + ".yaml");
	}

	@SuppressWarnings("unchecked")
	private static Map<String, Object> below(Map<String, Object> map, String... keys) {
		Map<String, Object> found = map;
		for (String key : keys) {
			found = (Map<String, Object>) Objects.requireNonNull(found.get(key));
		}
		return found;
	}

	private DriverGuide with(Language language, Map<String, Object> file) {
		Map<Language, GuideText> texts = new EnumMap<>(Language.class);
		for (Language each : Language.values()) {
			texts.put(each, this.guide.in(each));
		}
		texts.put(language, DriverConfiguration.text("changed", file));
		return new DriverGuide(this.guide.facts(), texts);
	}

	@ParameterizedTest
	@EnumSource
	void guideWhenALanguageLacksSomethingDoesNotStart(Language language) {
		Map<String, Object> file = file(language);
		assertThat(with(language, file).facts()).containsKeys("bridge", "host", "ipvlan", "macvlan", "null", "overlay");
		below(file, "drivers", "macvlan", "options").remove("parent");
		assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> with(language, file))
			.withMessageContaining(language + ", drivers/macvlan/options");
		below(file, "drivers").remove("host");
		assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> with(language, file))
			.withMessageContaining(language + ", drivers");
	}

	@ParameterizedTest
	@EnumSource
	void guideWhenALanguageHasOneLimitLessDoesNotStart(Language language) {
		Map<String, Object> file = file(language);
		((List<?>) Objects.requireNonNull(below(file, "drivers", "bridge", "guide").get("limits"))).removeLast();
		assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> with(language, file))
			.withMessageContaining("drivers/bridge/guide/limits");
	}

	@Test
	void guideWhenAKeyIsMisspeltOrMissingSaysInWhichFile() {
		Map<String, Object> file = file(Language.FRENCH);
		below(file, "drivers", "host", "guide").put("whenToChose", "");
		assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> with(Language.FRENCH, file))
			.withMessageContainingAll("changed", "whenToChose");
		below(file, "drivers", "host", "guide").remove("whenToChose");
		below(file, "drivers", "host", "guide").remove("ports");
		assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> with(Language.FRENCH, file))
			.withMessageContainingAll("changed", "ports");
		Map<String, Object> facts = Map.of("bridge", new LinkedHashMap<>(Map.of("scope", "local")));
		assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> DriverConfiguration.facts(facts))
			.withMessageContainingAll("guide/drivers.yaml", "example is missing");
	}

	@Test
	void driversWhenTheEngineCannotUseThemSayWhy() {
		DriverService service = service();
		assertThat(availability(service, engine("28.5.2", "old", true, "bridge", "host", "macvlan", "null", "overlay")))
			.isEqualTo(Map.of("bridge", true, "host", true, "ipvlan", false, "macvlan", true, "null", true, "overlay",
					true));
		EngineInfo alone = engine("28.5.2", "old", false, "bridge", "overlay");
		assertThat(service.inspect("overlay", alone, Language.ENGLISH).summary().reason())
			.contains("docker swarm init");
		assertThat(service.inspect("ipvlan", alone, Language.ENGLISH).summary().reason())
			.contains("does not have the driver");
	}

	@Test
	void driverWhenAPluginBroughtItIsToldAsSuch() {
		EngineInfo engine = engine("27.5", "old", false, "bridge", "weave:latest");
		for (String word : List.of("weave", "weave:latest")) {
			DriverResponse driver = service().inspect(word, engine, Language.FRENCH);
			assertThat(driver.summary().name()).isEqualTo("weave:latest");
			assertThat(driver.summary().available()).isTrue();
			assertThat(driver.summary().scope()).isNull();
			assertThat(driver.example().body()).containsEntry("driver", "weave:latest");
		}
	}

	@Test
	void optionsWhenTheEngineIsOlderThanTheyAreNotAvailable() {
		String mode = "com.docker.network.bridge.gateway_mode_ipv4";
		assertThat(isAvailable(mode, "26.1.5+dfsg1")).isFalse();
		assertThat(isAvailable(mode, "27.0.1")).isTrue();
		assertThat(isAvailable(mode, "library-import")).isTrue();
		assertThat(isAvailable("com.docker.network.bridge.trusted_host_interfaces", "28.1.1")).isFalse();
		assertThat(isAvailable("com.docker.network.bridge.trusted_host_interfaces", "28.10.0")).isTrue();
		assertThat(isAvailable("com.docker.network.bridge.name", "20.10.27")).isTrue();
	}

	private boolean isAvailable(String option, String version) {
		return service().inspect("bridge", engine(version, "old", false, "bridge"), Language.ENGLISH)
			.options()
			.stream()
			.filter((each) -> each.name().equals(option))
			.findFirst()
			.orElseThrow()
			.available();
	}

	private DriverService service() {
		return new DriverService(this.guide, new KernelModules("none that there is", List.of()));
	}

	private static Map<String, Boolean> availability(DriverService service, EngineInfo engine) {
		Map<String, Boolean> availability = new LinkedHashMap<>();
		service.list(engine, Language.ENGLISH).forEach((each) -> availability.put(each.name(), each.available()));
		return availability;
	}

	private static EngineInfo engine(String version, String kernel, boolean manager, String... drivers) {
		return new EngineInfo("id", "default", version, "1.48", new EngineInfo.Platform("linux", "x", "x", kernel),
				false, new EngineInfo.Swarm(manager ? "active" : "inactive", manager), List.of(), List.of(drivers));
	}

}
