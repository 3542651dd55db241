package io.moorage.engine;

import org.jspecify.annotations.Nullable;

/**
 * Says that the settings name no engine that can be called, in a sentence for whoever
 * starts the service.
 */
class EngineSettingsException extends RuntimeException {

	EngineSettingsException(String sentence) {
		this(sentence, null);
	}

	EngineSettingsException(String sentence, @Nullable Throwable cause) {
		super(sentence, cause);
	}

}
