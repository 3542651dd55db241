package io.moorage;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

import org.springframework.modulith.core.ApplicationModules;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameEndingWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_FIELD_INJECTION;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * The walls of the house: who may know whom.
 */
@AnalyzeClasses(packagesOf = MoorageApplication.class, importOptions = DoNotIncludeTests.class)
class ArchitectureTests {

	private static final DescribedPredicate<JavaClass> CONTROLLERS = simpleNameEndingWith("Controller")
		.as("controllers");

	@ArchTest
	static final ArchRule ONLY_THE_GATEWAY_KNOWS_DOCKER_JAVA = noClasses().that()
		.resideOutsideOfPackage("io.moorage.engine..")
		.should()
		.dependOnClassesThat()
		.resideInAnyPackage("com.github.dockerjava..", "com.fasterxml.jackson.databind..")
		.because("the engine's side of things stays behind one door");

	@ArchTest
	static final ArchRule ONLY_THE_EDGE_KNOWS_SPRING_MVC = noClasses()
		.that(DescribedPredicate
			.not(CONTROLLERS.or(resideInAnyPackage("io.moorage.web..", "io.moorage.access..", "io.moorage.console.."))))
		.should()
		.dependOnClassesThat()
		.resideInAPackage("org.springframework.web..");

	@ArchTest
	static final ArchRule LEAVES_KNOW_THE_JDK_ALONE = classes().that()
		.resideInAnyPackage("io.moorage.topology..", "io.moorage.fault..")
		.and()
		.doNotHaveSimpleName("package-info")
		.should()
		.onlyDependOnClassesThat()
		.resideInAnyPackage("java..", "org.jspecify.annotations..", "io.moorage.topology..", "io.moorage.fault..");

	@ArchTest
	static final ArchRule THE_LEAVES_KNOW_NOT_EACH_OTHER = noClasses().that()
		.resideInAPackage("io.moorage.fault..")
		.should()
		.dependOnClassesThat()
		.resideInAPackage("io.moorage.topology..");

	@ArchTest
	static final ArchRule CONTROLLERS_LEAVE_THE_GATEWAY_TO_SERVICES = noClasses().that(CONTROLLERS)
		.should()
		.dependOnClassesThat()
		.haveSimpleName("EngineGateway");

	@ArchTest
	static final ArchRule NOBODY_KNOWS_THE_WEB = noClasses().that()
		.resideOutsideOfPackage("io.moorage.web..")
		.should()
		.dependOnClassesThat()
		.resideInAPackage("io.moorage.web..")
		.allowEmptyShould(true);

	@ArchTest
	static final ArchRule NAMES_SAY_WHAT_A_THING_IS = noClasses().should()
		.haveNameMatching(".*(Manager|Helper|Impl|Utils?|Dto)");

	@ArchTest
	static final ArchRule DEPENDENCIES_COME_THROUGH_CONSTRUCTORS = NO_CLASSES_SHOULD_USE_FIELD_INJECTION;

	@ArchTest
	static final ArchRule NOTHING_IS_PRINTED = NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;

	@ArchTest
	static final ArchRule LOGS_GO_THROUGH_SLF4J = NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;

	@ArchTest
	void everyPackageIsNullMarked(JavaClasses all) {
		JavaPackage root = all.getPackage("io.moorage");
		assertThat(root.getSubpackages()).isNotEmpty();
		root.traversePackageTree(DescribedPredicate.alwaysTrue(), (JavaPackage one) -> {
			if (!one.getClasses().isEmpty()) {
				assertThat(one.isAnnotatedWith(NullMarked.class)).as("@NullMarked on %s", one.getName()).isTrue();
			}
		});
	}

	@Test
	void roomsWhenVerifiedCallOnlyWhomTheyMay() {
		ApplicationModules.of(MoorageApplication.class).verify();
	}

}
