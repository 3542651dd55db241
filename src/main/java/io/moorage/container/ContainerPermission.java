package io.moorage.container;

import io.moorage.fault.FaultCode;
import io.moorage.fault.MoorageException;
import lombok.RequiredArgsConstructor;

import org.springframework.stereotype.Component;

/**
 * Knows whether containers may be changed at all.
 */
@Component
@RequiredArgsConstructor
class ContainerPermission {

	private final ContainerProperties properties;

	/**
	 * Throws unless containers may be changed.
	 * @throws MoorageException {@code containers-disabled}
	 */
	void check() {
		if (!this.properties.enabled()) {
			throw new MoorageException(FaultCode.CONTAINERS_DISABLED,
					"This service may not change containers: its operator set moorage.containers.enabled to false.");
		}
	}

}
