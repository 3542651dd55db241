package io.moorage.harness;

import java.net.URI;
import java.util.Set;

import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

import org.springframework.test.context.junit.jupiter.SpringExtension;

/**
 * Hands the harness to tests, one {@link Workspace} for each class, and sees that it is
 * swept. On a class without a Spring context it gives everything but {@link Api}.
 */
public class EndToEndExtension implements BeforeAllCallback, ParameterResolver {

	private static final Namespace NAMESPACE = Namespace.create(EndToEndExtension.class);

	private static final Set<Class<?>> TYPES = Set.of(Api.class, Engine.class, Workspace.class);

	@Override
	public void beforeAll(ExtensionContext context) {
		Engine.required();
		context.getRoot().getStore(NAMESPACE).computeIfAbsent("sweep", (key) -> (AutoCloseable) Workspace::sweepRun);
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
