package io.moorage.change;

import io.moorage.fault.FaultCode;
import io.moorage.fault.MoorageException;
import lombok.RequiredArgsConstructor;

import org.springframework.stereotype.Component;

/**
 * Knows whether containers may be changed at all.
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
