package io.moorage.web;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;

import io.moorage.fault.FaultCode;
import io.moorage.fault.MoorageException;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import lombok.RequiredArgsConstructor;

import org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterProperties;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses bodies that are too large: at once when their length is given, else as soon as
 * too much was read. And bodies that take too long to come. It comes after who calls is
 * known and counted, which takes no body.
 */
@Component
@Order(SecurityFilterProperties.DEFAULT_FILTER_ORDER + 1)
@RequiredArgsConstructor
class BodySizeFilter extends OncePerRequestFilter {

	private final WebProperties properties;

	private final Problems problems;

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		long limit = this.properties.maxBodySize().toBytes();
		if (request.getContentLengthLong() > limit) {
			this.problems.write(tooLarge(limit), request, response);
			return;
		}
		chain.doFilter(new BoundedRequest(request, limit, this.properties.maxBodyTime()), response);
	}

	static MoorageException tooSlow() {
		return MoorageException.invalid("", "The body comes too slowly. Send it faster, or less of it.");
	}

	private static MoorageException tooLarge(long limit) {
		return new MoorageException(FaultCode.BODY_TOO_LARGE,
				"The body is larger than the " + limit + " bytes that this service reads. Send less at once.",
				Map.of("limit", limit));
	}

	/**
	 * Is a request whose body can be read up to a limit.
	 */
	private static final class BoundedRequest extends HttpServletRequestWrapper {

		private final long limit;

		private final Duration time;

		private BoundedRequest(HttpServletRequest request, long limit, Duration time) {
			super(request);
			this.limit = limit;
			this.time = time;
		}

		@Override
		public ServletInputStream getInputStream() throws IOException {
			return new BoundedStream(super.getInputStream(), this.limit, System.nanoTime() + this.time.toNanos());
		}

	}

	/**
	 * Is a stream that fails behind its limit, and after its time.
	 */
	@RequiredArgsConstructor
	private static final class BoundedStream extends ServletInputStream {

		private final ServletInputStream body;

		private final long limit;

		private final long end;

		private long count;

		@Override
		public int read() throws IOException {
			int read = this.body.read();
			count((read < 0) ? 0 : 1);
			return read;
		}

		@Override
		public int read(byte[] bytes, int offset, int length) throws IOException {
			int read = this.body.read(bytes, offset, length);
			count(Math.max(read, 0));
			return read;
		}

		private void count(int read) {
			this.count += read;
			if (this.count > this.limit) {
				throw tooLarge(this.limit);
			}
			if (System.nanoTime() - this.end > 0) {
				throw tooSlow();
			}
		}

		@Override
		public boolean isFinished() {
			return this.body.isFinished();
		}

		@Override
		public boolean isReady() {
			return this.body.isReady();
		}

		@Override
		public void setReadListener(ReadListener listener) {
			this.body.setReadListener(listener);
		}

	}

}
