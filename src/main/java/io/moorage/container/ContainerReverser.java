package io.moorage.container;

import java.util.Optional;

import io.moorage.change.Change;
import io.moorage.change.Reversal;
import io.moorage.change.Reverser;
import lombok.RequiredArgsConstructor;

import org.springframework.stereotype.Component;

/**
 * Undoes starts and stops.
 */
@Component
@RequiredArgsConstructor
class ContainerReverser implements Reverser {

	private final ContainerService containers;

	@Override
	public Optional<Change<?>> change(Reversal reversal) {
		return Optional.ofNullable(switch (reversal.kind()) {
			case STOP -> this.containers.stop(reversal.ofContainer().value(), null, null);
			case START -> this.containers.start(reversal.ofContainer().value(), null);
			default -> null;
		});
	}

}
