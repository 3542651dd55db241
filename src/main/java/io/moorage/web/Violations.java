package io.moorage.web;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;

import io.moorage.fault.InvalidField;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;

/**
 * Turns violations of Bean Validation into fields with JSON pointers (RFC 6901).
 */
final class Violations {

	private Violations() {
	}

	static List<InvalidField> fields(Collection<? extends ConstraintViolation<?>> violations) {
		return violations.stream()
			.map((violation) -> new InvalidField(pointer(violation.getPropertyPath()),
					sentence(violation.getMessage())))
			.sorted(Comparator.comparing(InvalidField::pointer).thenComparing(InvalidField::detail))
			.toList();
	}

	static String sentence(String message) {
		return message.endsWith(".") ? message : message + ".";
	}

	private static String pointer(Path path) {
		StringBuilder pointer = new StringBuilder();
		for (Path.Node node : path) {
			if (node.isInIterable() && node.getIndex() != null) {
				pointer.append('/').append(node.getIndex());
			}
			if (node.isInIterable() && node.getKey() != null) {
				pointer.append('/').append(InvalidField.step(String.valueOf(node.getKey())));
			}
			if (node.getKind() == ElementKind.PROPERTY) {
				pointer.append('/').append(InvalidField.step(String.valueOf(node.getName())));
			}
		}
		return pointer.toString();
	}

}
