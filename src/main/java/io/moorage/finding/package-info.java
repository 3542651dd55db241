/**
 * What is wrong or soon will be, and the request that mends it. Calls {@code access},
 * {@code read}, {@code change} for what would be refused, {@code network} for who depends
 * on one, {@code address}, {@code snapshot}, {@code engine}, {@code topology} and
 * {@code fault}.
 */
@ApplicationModule(allowedDependencies = { "access", "read", "change", "network", "address", "snapshot", "engine",
		"topology", "fault" })
@NullMarked
package io.moorage.finding;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
