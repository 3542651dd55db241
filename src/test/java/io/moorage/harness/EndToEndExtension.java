package io.moorage.harness;

import java.net.URI;
import java.util.Set;

import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

import org.springframework.boot.logging.LoggingInitializationContext;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.test.context.TestContextAnnotationUtils;
import org.springframework.test.context.junit.jupiter.SpringExtension;

/**
 * Hands the harness to tests, one {@link Workspace} for each class, and sees that it is
 * swept. After each test the shared service must show of the workspace what the engine
 * has. On a class without a Spring context it gives everything but {@link Api}, and looks
 * at nothing afterwards.
 */
public class EndToEndExtension implements BeforeAllCallback, AfterEachCallback, ParameterResolver {

	private static final Namespace NAMESPACE = Namespace.create(EndToEndExtension.class);

	private static final Set<Class<?>> TYPES = Set.of(Api.class, Engine.class, Workspace.class);

	@Override
	public void beforeAll(ExtensionContext context) {
		Engine.required();
		context.getRoot().getStore(NAMESPACE).computeIfAbsent("logging", (key) -> startLogging());
		context.getRoot().getStore(NAMESPACE).computeIfAbsent("sweep", (key) -> (AutoCloseable) Workspace::sweepRun);
	}

	/**
	 * Once for all: services that start at the same time would do it at the same time.
	 */
	private static LoggingSystem startLogging() {
		LoggingSystem logging = LoggingSystem.get(EndToEndExtension.class.getClassLoader());
		logging.beforeInitialize();
		logging.initialize(new LoggingInitializationContext(new StandardEnvironment()), null, null);
		return logging;
	}

	@Override
	public void afterEach(ExtensionContext context) {
		Workspace workspace = ofClass(context).getStore(NAMESPACE).get(Workspace.class, Workspace.class);
		boolean shared = TestContextAnnotationUtils.hasAnnotation(context.getRequiredTestClass(), EndToEnd.class);
		if (shared && workspace != null && context.getExecutionException().isEmpty()) {
			new EngineMirror(new Api(baseOf(context)), Engine.required()).shows(workspace);
		}
	}

	@Override
	public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
		return TYPES.contains(parameter.getParameter().getType());
	}

	@Override
	public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
		Class<?> type = parameter.getParameter().getType();
		if (type == Engine.class) {
			return Engine.required();
		}
		if (type == Api.class) {
			return new Api(baseOf(context));
		}
		return ofClass(context).getStore(NAMESPACE).computeIfAbsent(Workspace.class);
	}

	private URI baseOf(ExtensionContext context) {
		String port = SpringExtension.getApplicationContext(context)
			.getEnvironment()
			.getRequiredProperty("local.server.port");
		return URI.create("http://127.0.0.1:" + port);
	}

	private ExtensionContext ofClass(ExtensionContext context) {
		ExtensionContext current = context;
		while (current.getParent().flatMap(ExtensionContext::getTestClass).isPresent()) {
			current = current.getParent().orElseThrow();
		}
		return current;
	}

}
