package io.moorage.network;

import jakarta.validation.ConstraintValidatorContext;
import org.hibernate.validator.constraintvalidation.HibernateConstraintValidatorContext;

/**
 * Collects what a validator finds. What callers wrote goes into messages as a parameter
 * and so is never taken for a template.
 */
class Violations {

	private final ConstraintValidatorContext context;

	private boolean none = true;

	Violations(ConstraintValidatorContext context) {
		this.context = context;
		context.disableDefaultConstraintViolation();
	}

	/**
	 * Adds a mistake in a property.
	 */
	void add(String property, String detail) {
		template(detail).addPropertyNode(property).addConstraintViolation();
		this.none = false;
	}

	/**
	 * Adds a mistake in an entry of a map.
	 */
	void addKey(String property, String key, String detail) {
		template(detail).addPropertyNode(property).addBeanNode().inIterable().atKey(key).addConstraintViolation();
		this.none = false;
	}

	/**
	 * Adds a mistake in an item of a list.
	 */
	void addItem(String property, int index, String detail) {
		template(detail).addPropertyNode(property).addBeanNode().inIterable().atIndex(index).addConstraintViolation();
		this.none = false;
	}

	/**
	 * Adds a mistake in one of the pools.
	 */
	void addPool(int index, String detail) {
		template(detail).addPropertyNode("ipam")
			.addPropertyNode("pools")
			.addPropertyNode("subnet")
			.inIterable()
			.atIndex(index)
			.addConstraintViolation();
		this.none = false;
	}

	boolean none() {
		return this.none;
	}

	private ConstraintValidatorContext.ConstraintViolationBuilder template(String detail) {
		return this.context.unwrap(HibernateConstraintValidatorContext.class)
			.addMessageParameter("detail", detail)
			.buildConstraintViolationWithTemplate("{detail}");
	}

}
