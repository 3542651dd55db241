package io.moorage.harness;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.context.SpringBootTest;

/**
 * Runs a test class against the service on a free port in front of the engine that
 * {@code DOCKER_HOST} names. All such classes share one service. Constructors and methods
 * may ask for {@link Api}, {@link Engine} and {@link Workspace}.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@ExtendWith(EndToEndExtension.class)
public @interface EndToEnd {

}
