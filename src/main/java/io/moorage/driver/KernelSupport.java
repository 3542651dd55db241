package io.moorage.driver;

import java.util.List;
import java.util.Map;

import io.moorage.engine.EngineInfo;
import io.moorage.fault.FaultCode;
import io.moorage.fault.MoorageException;
import lombok.RequiredArgsConstructor;

import org.springframework.stereotype.Component;

/**
 * Refuses networks that the kernel of the engine's host is known to have no modules for:
 * the engine itself finds out only when it makes them.
 */
@Component
@RequiredArgsConstructor
public class KernelSupport {

	// Stands in for a parent interface.
	private static final String DUMMY = "dummy";

	private final DriverGuide guide;

	private final KernelModules kernel;

	/**
	 * Checks what a network takes of the kernel.
	 * @param driver the network's driver
	 * @param options the driver's options
	 * @param engine the engine that shall make it
	 * @throws MoorageException {@code not-supported-by-engine} with {@code requires}
	 */
	public void check(String driver, Map<String, String> options, EngineInfo engine) {
		DriverFacts facts = this.guide.facts().get(driver);
		if (facts == null) {
			return;
		}
		boolean hasParent = !options.getOrDefault("parent", "").isBlank();
		List<String> lacking = facts.modules()
			.stream()
			.filter((module) -> !(hasParent && module.equals(DUMMY)))
			.filter((module) -> this.kernel.lacks(engine.platform().kernel(), module))
			.toList();
		if (!lacking.isEmpty()) {
			String modules = String.join(", ", lacking);
			throw new MoorageException(FaultCode.NOT_SUPPORTED_BY_ENGINE,
					"The kernel of the engine's host was built without " + modules + ", which this " + driver
							+ " network takes. Choose another driver" + (lacking.equals(List.of(DUMMY))
									? ", or name a parent interface (/options/parent)." : "."),
					Map.of("pointer", "/driver", "requires", Map.of("kernel", modules)));
		}
	}

}
