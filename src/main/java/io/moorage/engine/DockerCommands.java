package io.moorage.engine;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.command.PullImageCmd;
import com.github.dockerjava.api.exception.DockerClientException;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Frame;
import com.github.dockerjava.core.NameParser;
import io.moorage.fault.FaultCode;
import io.moorage.fault.MoorageException;
import io.moorage.topology.ContainerId;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;

/**
 * Asks what docker-java's own commands do better: a pull, for the credentials that they
 * find, and a container's output, for the frames that they read.
 */
@RequiredArgsConstructor
@Slf4j
class DockerCommands implements Closeable {

	private static final int MAX_OUTPUT = 1024 * 1024;

	private static final int FORBIDDEN = 403;

	private static final int METHOD_NOT_ALLOWED = 405;

	private final EngineHttp http;

	private final DockerClient client;

	private final EngineProperties properties;

	boolean pull(String image) {
		try {
			return this.http.within(this.properties.pullTimeout(), () -> told(() -> pullNow(image)));
		}
		catch (MoorageException ex) {
			// What a registry says may have any form.
			String why = String.valueOf(ex.facts().getOrDefault("engineMessage", ex.detail()));
			log.warn("The image {} was not pulled: {}", image, why.replaceAll("\\p{Cntrl}+", " "));
			throw ex;
		}
	}

	private boolean pullNow(String image) throws InterruptedException {
		try {
			boolean done = pullCommand(image).start()
				.awaitCompletion(this.properties.pullTimeout().toNanos(), TimeUnit.NANOSECONDS);
			if (!done) {
				throw new MoorageException(FaultCode.ENGINE_TIMEOUT, "The image did not arrive within "
						+ this.properties.pullTimeout().toSeconds() + " s. Pull it by hand, or try again.");
			}
			return done;
		}
		catch (NotFoundException ex) {
			throw failed(FaultCode.IMAGE_NOT_FOUND, "No registry has the image " + image + ".", ex);
		}
		catch (DockerException | DockerClientException ex) {
			refuseIfForbidden(EngineOperation.IMAGE_PULL, ex);
			throw failed(FaultCode.IMAGE_PULL_FAILED, "The engine could not pull " + image + ".", ex);
		}
	}

	// A digest stands where a tag would, and needs none.
	private PullImageCmd pullCommand(String image) {
		if (image.contains("@")) {
			return this.client.pullImageCmd(image);
		}
		NameParser.ReposTag name = NameParser.parseRepositoryTag(image);
		return this.client.pullImageCmd(name.repos).withTag(name.tag.isEmpty() ? "latest" : name.tag);
	}

	String output(ContainerId container) {
		return this.http.within(this.properties.readTimeout(), () -> told(() -> {
			try (Output output = new Output()) {
				this.client.logContainerCmd(container.value())
					.withStdOut(true)
					.withStdErr(true)
					.exec(output)
					.awaitCompletion();
				return output.text();
			}
			catch (NotFoundException ex) {
				throw failed(FaultCode.CONTAINER_NOT_FOUND, "The container is gone, and its output with it.", ex);
			}
			catch (DockerException ex) {
				refuseIfForbidden(EngineOperation.CONTAINER_LOGS, ex);
				throw failed(FaultCode.ENGINE_REFUSED, "The engine does not show what the container printed.", ex);
			}
		}));
	}

	private <T> T told(Callable<T> call) throws Exception {
		try {
			return call.call();
		}
		catch (MoorageException ex) {
			throw ex;
		}
		catch (RuntimeException ex) {
			// The transport wraps every IOException in a bare RuntimeException.
			throw this.http.failures().unreachable(ex);
		}
	}

	// The engine itself forbids neither.
	private static void refuseIfForbidden(EngineOperation operation, RuntimeException ex) {
		if (ex instanceof DockerException refusal
				&& (refusal.getHttpStatus() == FORBIDDEN || refusal.getHttpStatus() == METHOD_NOT_ALLOWED)) {
			throw EngineFailures.forbidden(operation, null);
		}
	}

	private MoorageException failed(FaultCode code, String detail, RuntimeException ex) {
		return new MoorageException(code, detail, Map.of("engineMessage", this.http.failures().engineMessage(ex)), ex);
	}

	@Override
	public void close() throws IOException {
		this.client.close();
	}

	/**
	 * Collects what a container printed, errors included, up to a bound.
	 */
	private static final class Output extends ResultCallback.Adapter<Frame> {

		private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

		@Override
		public void onNext(Frame frame) {
			byte[] payload = frame.getPayload();
			this.bytes.write(payload, 0, Math.min(payload.length, MAX_OUTPUT - this.bytes.size()));
		}

		private String text() {
			return this.bytes.toString(StandardCharsets.UTF_8);
		}

	}

}
