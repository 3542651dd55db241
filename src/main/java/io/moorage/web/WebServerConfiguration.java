package io.moorage.web;

import org.apache.catalina.Context;
import org.apache.catalina.Pipeline;
import org.apache.catalina.Valve;
import org.apache.catalina.core.StandardHost;
import org.apache.catalina.valves.ErrorReportValve;
import org.apache.coyote.http11.AbstractHttp11Protocol;

import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.context.annotation.Configuration;

/**
 * Keeps Tomcat's own pages away (what its HTTP parser refuses has a status and no body),
 * and has answers written in large pieces.
 */
@Configuration(proxyBeanMethods = false)
class WebServerConfiguration {

	private static final int MAX_PORT = 65_535;

	// For each connection that is open; server.tomcat.max-connections bounds them.
	private static final String WRITE_BUFFER = "65536";

	// More of them would only take the processors from one another.
	private static final int PLATFORM_THREADS = 2 * Runtime.getRuntime().availableProcessors();

	@Bean
	WebServerFactoryCustomizer<TomcatServletWebServerFactory> emptyErrorPages() {
		return (factory) -> factory.addContextCustomizers(WebServerConfiguration::removeErrorReports);
	}

	// A list of 100 networks goes out in one piece, straight from memory that the kernel
	// reads. Tomcat's own 8 KB on the heap took 2.5 times the processor's time.
	@Bean
	WebServerFactoryCustomizer<TomcatServletWebServerFactory> wholeAnswers() {
		return (factory) -> factory.addConnectorCustomizers((connector) -> {
			connector.setProperty("socket.appWriteBufSize", WRITE_BUFFER);
			connector.setProperty("socket.directBuffer", "true");
		});
	}

	// A body of which nothing comes is waited for no longer than for one that drips.
	@Bean
	@Order(Ordered.LOWEST_PRECEDENCE)
	WebServerFactoryCustomizer<TomcatServletWebServerFactory> bodyTime(WebProperties properties) {
		int time = (int) Math.min(Integer.MAX_VALUE, properties.maxBodyTime().toMillis());
		return (factory) -> factory.addConnectorCustomizers((connector) -> {
			if (connector.getProtocolHandler() instanceof AbstractHttp11Protocol<?> http) {
				http.setDisableUploadTimeout(false);
				http.setConnectionUploadTimeout(Math.min(time, http.getConnectionTimeout()));
			}
		});
	}

	// Tomcat would tell it with a stack trace, and without the setting's name.
	@Bean
	WebServerFactoryCustomizer<TomcatServletWebServerFactory> portInRange() {
		return (factory) -> {
			if (factory.getPort() > MAX_PORT) {
				throw new InvalidConfigurationPropertyValueException("server.port", factory.getPort(),
						"It must be 0 to " + MAX_PORT + "; 0 takes any port that is free.");
			}
		};
	}

	@Bean
	HandlerThreads handlerThreads() {
		return new HandlerThreads(PLATFORM_THREADS);
	}

	// After Boot's own, which would start a virtual thread for each request.
	@Bean
	@Order(Ordered.LOWEST_PRECEDENCE)
	WebServerFactoryCustomizer<TomcatServletWebServerFactory> requestThreads(HandlerThreads threads) {
		return (factory) -> factory.addProtocolHandlerCustomizers((handler) -> handler.setExecutor(threads));
	}

	private static void removeErrorReports(Context context) {
		StandardHost host = (StandardHost) context.getParent();
		host.setErrorReportValveClass("");
		Pipeline pipeline = host.getPipeline();
		for (Valve valve : pipeline.getValves()) {
			if (valve instanceof ErrorReportValve) {
				pipeline.removeValve(valve);
			}
		}
	}

}
