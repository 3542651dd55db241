package io.moorage.engine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

import com.github.dockerjava.transport.DockerHttpClient.Response;
import io.moorage.fault.FaultCode;
import io.moorage.fault.MoorageException;
import lombok.RequiredArgsConstructor;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.MalformedChunkCodingException;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Tells what went wrong when the engine did not answer as it should.
 */
@RequiredArgsConstructor
class EngineFailures {

	private static final int MAX_ERROR_BYTES = 64 * 1024;

	private static final String API_VERSION = "Api-Version";

	private final EngineAddress address;

	private final JsonMapper mapper;

	/**
	 * Reads a refusal.
	 * @param operation what was asked
	 * @param response the answer, its status 400 or more
	 * @return the exception to throw
	 * @throws MoorageException {@code engine-forbids} when the request did not get to the
	 * engine, {@code engine-error} when no engine says such a thing
	 */
	EngineRefusalException refusal(EngineOperation operation, Response response) throws IOException {
		int status = response.getStatusCode();
		String text = new String(response.getBody().readNBytes(MAX_ERROR_BYTES), StandardCharsets.UTF_8);
		String message = message(text);
		boolean byEngine = response.getHeaders().keySet().stream().anyMatch(API_VERSION::equalsIgnoreCase);
		if (isForbidden(status, byEngine, message)) {
			throw forbidden(operation, message);
		}
		if (message == null) {
			throw garbage("status " + status + " without a Docker error", null);
		}
		return new EngineRefusalException(status, message);
	}

	// The engine says which API it speaks with whatever it answers; proxies do not.
	private static boolean isForbidden(int status, boolean byEngine, @Nullable String message) {
		boolean guarded = status == 401 || status == 403 || status == 405;
		return guarded && (!byEngine || (message != null && message.startsWith("authorization denied by plugin")));
	}

	private @Nullable String message(String text) {
		try {
			Wire.Failure failure = this.mapper.readValue(text, Wire.Failure.class);
			return (failure != null && failure.message() != null) ? failure.message().strip() : null;
		}
		catch (JacksonException ex) {
			return null;
		}
	}

	/**
	 * Says that a request did not get through to the engine.
	 * @param operation what was asked
	 * @param message what was answered, or null where that makes no sentence
	 * @return the exception to throw
	 */
	static MoorageException forbidden(EngineOperation operation, @Nullable String message) {
		Map<String, Object> facts = new LinkedHashMap<>();
		facts.put("request", operation.request());
		if (message != null) {
			facts.put("engineMessage", message);
		}
		return new MoorageException(FaultCode.ENGINE_FORBIDS, "What guards the engine does not let "
				+ operation.request() + " through. Let it through, or do without what needs it.", facts);
	}

	/**
	 * Says that the engine said something that cannot be.
	 * @param what what it said
	 * @param cause what failed while it was read
	 * @return the exception to throw
	 */
	static MoorageException garbage(String what, @Nullable Throwable cause) {
		return new MoorageException(FaultCode.ENGINE_ERROR,
				"The engine's address answered with something that a Docker Engine does not say (" + what
						+ "). Check that moorage.engine.host is an engine, and look into its log.",
				Map.of(), cause);
	}

	/**
	 * Returns the engine's own words out of what docker-java's commands throw.
	 * @param ex what was thrown, its message a status and the engine's JSON
	 * @return the engine's message, or the exception's when there is no JSON in it
	 */
	String engineMessage(RuntimeException ex) {
		String text = String.valueOf(ex.getMessage());
		String message = message(text.substring(Math.max(text.indexOf('{'), 0)));
		return (message != null) ? message : text;
	}

	/**
	 * Says that the engine could not be reached, or why it is none.
	 * @param ex what the transport threw
	 * @return the exception to throw
	 */
	MoorageException unreachable(Exception ex) {
		for (Throwable cause = ex; cause != null; cause = cause.getCause()) {
			boolean silent = cause instanceof NoHttpResponseException;
			if (isNotHttp(cause) || (silent && this.address.speaksSomethingElse())) {
				return garbage("no HTTP", ex);
			}
		}
		return new MoorageException(FaultCode.ENGINE_UNAVAILABLE,
				"The engine cannot be reached, or went away while it answered (" + rootMessage(ex)
						+ "). Start it, or correct moorage.engine.host, and look before you ask again.",
				Map.of(), ex);
	}

	private static boolean isNotHttp(Throwable cause) {
		return cause instanceof HttpException || cause instanceof MessageConstraintException
				|| cause instanceof MalformedChunkCodingException;
	}

	private static String rootMessage(Throwable ex) {
		Throwable root = ex;
		while (root.getCause() != null) {
			root = root.getCause();
		}
		return (root.getMessage() != null) ? root.getMessage() : root.getClass().getSimpleName();
	}

}
