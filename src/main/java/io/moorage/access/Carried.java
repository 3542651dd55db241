package io.moorage.access;

import java.util.Map;
import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;

/**
 * Carries on whose behalf something is done to another thread: the caller, and what its
 * log lines say of the request.
 */
public final class Carried {

	private Carried() {
	}

	/**
	 * Wraps work for another thread.
	 * @param <T> what comes of it
	 * @param work what to do there
	 * @return the same, on behalf of the one who asks now
	 */
	public static <T extends @Nullable Object> Callable<T> along(Callable<T> work) {
		SecurityContext context = SecurityContextHolder.getContext();
		Map<String, String> log = MDC.getCopyOfContextMap();
		return () -> {
			SecurityContextHolder.setContext(context);
			if (log != null) {
				MDC.setContextMap(log);
			}
			try {
				return work.call();
			}
			finally {
				SecurityContextHolder.clearContext();
				MDC.clear();
			}
		};
	}

	/**
	 * Wraps work for another thread.
	 * @param work what to do there
	 * @return the same, on behalf of the one who asks now
	 */
	public static Runnable along(Runnable work) {
		Callable<@Nullable Void> carried = along(() -> {
			work.run();
			return null;
		});
		return () -> {
			try {
				carried.call();
			}
			catch (RuntimeException ex) {
				throw ex;
			}
			catch (Exception ex) {
				throw new IllegalStateException(ex);
			}
		};
	}

}
