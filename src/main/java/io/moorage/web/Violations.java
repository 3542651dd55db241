package io.moorage.web;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;

import io.moorage.fault.InvalidField;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import tools.jackson.databind.JsonNode;

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

	/**
	 * Tells violations of a body that was read in part.
	 * @param unread what could not be read, and was taken out
	 * @param body the rest, in which {@code null} stands for what was taken out of a list
	 * @return those that what was taken out has no part in
	 */
	static List<InvalidField> beside(List<InvalidField> unread, JsonNode body,
			Collection<? extends ConstraintViolation<?>> violations) {
		return fields(violations.stream().filter((each) -> !isMissedAlone(unread, body, each)).toList()).stream()
			.filter((field) -> unread.stream().noneMatch((error) -> covers(error.pointer(), field.pointer())))
			.toList();
	}

	private static boolean covers(String pointer, String other) {
		return other.equals(pointer) || other.startsWith(pointer + "/");
	}

	// An object that needs one field or another may have had it.
	private static boolean isMissedAlone(List<InvalidField> unread, JsonNode body, ConstraintViolation<?> violation) {
		String pointer = pointer(violation.getPropertyPath());
		boolean ofObject = violation.getInvalidValue() == violation.getLeafBean();
		return ofObject && body.at(pointer).isMissingNode()
				&& unread.stream().anyMatch((error) -> object(error.pointer()).equals(object(pointer)));
	}

	private static String object(String pointer) {
		return pointer.substring(0, Math.max(pointer.lastIndexOf('/'), 0));
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
