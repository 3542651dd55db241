package io.moorage.harness;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * Runs a test only on engines whose highest API version is in a range.
 */
@Target({ ElementType.TYPE, ElementType.METHOD })
@Retention(RetentionPolicy.RUNTIME)
@Documented
@ExtendWith(RequiresApi.Condition.class)
public @interface RequiresApi {

	/** Testcontainers speaks no older version. */
	String TESTCONTAINERS = "1.44";

	/**
	 * The first version to run on.
	 * @return for example {@code 1.44}
	 */
	String value() default "1.0";

	/**
	 * The first version not to run on.
	 * @return for example {@code 1.54}
	 */
	String before() default "1.9999";

	/** Compares the engine's version with the range. */
	class Condition implements ExecutionCondition {

		@Override
		public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
			return AnnotationSupport.findAnnotation(context.getElement(), RequiresApi.class)
				.map((range) -> evaluate(range, Engine.required().apiVersion()))
				.orElseGet(() -> ConditionEvaluationResult.enabled("any API version"));
		}

		private ConditionEvaluationResult evaluate(RequiresApi range, String version) {
			boolean inside = minor(version) >= minor(range.value()) && minor(version) < minor(range.before());
			String reason = "the engine's API version is " + version;
			return inside ? ConditionEvaluationResult.enabled(reason) : ConditionEvaluationResult.disabled(reason);
		}

		private int minor(String version) {
			return Integer.parseInt(version.substring(version.indexOf('.') + 1));
		}

	}

}
