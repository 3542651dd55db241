package io.moorage.change;

import java.util.Map;

import io.moorage.engine.ImageName;
import io.moorage.fault.FaultCode;
import io.moorage.fault.MoorageException;
import lombok.RequiredArgsConstructor;

import org.springframework.stereotype.Component;
import org.springframework.util.PatternMatchUtils;

/**
 * Knows whether containers may be changed at all, and which images may be run.
 */
@Component
@RequiredArgsConstructor
public class ContainerPermission {

	private final ContainerProperties properties;

	/**
	 * Tells whether containers may be changed.
	 */
	public boolean isGranted() {
		return this.properties.enabled();
	}

	/**
	 * Finds out as what an image may be run.
	 * @param name the image as a caller names it
	 * @return what to ask the engine for: where images are restricted, a name that cannot
	 * mean another image than the one that was checked
	 * @throws MoorageException {@code image-not-allowed}
	 */
	public String image(String name) {
		if (this.properties.images().contains("*")) {
			return name;
		}
		String full = ImageName.inFull(name)
			.orElseThrow(() -> notAllowed("An image's id does not tell where it is from. Name the image instead, of "));
		if (this.properties.images().stream().noneMatch((glob) -> PatternMatchUtils.simpleMatch(glob, full))) {
			throw notAllowed("The image " + full + " is none of ");
		}
		return ImageName.tagged(name);
	}

	private MoorageException notAllowed(String why) {
		return new MoorageException(FaultCode.IMAGE_NOT_ALLOWED,
				why + "those that this service may run (moorage.containers.images): "
						+ String.join(", ", this.properties.images()) + ".",
				Map.of("images", this.properties.images()));
	}

	/**
	 * Throws unless containers may be changed.
	 * @throws MoorageException {@code containers-disabled}
	 */
	public void check() {
		if (!isGranted()) {
			throw new MoorageException(FaultCode.CONTAINERS_DISABLED,
					"This service may not run or change containers: its operator set moorage.containers.enabled to false.");
		}
	}

}
