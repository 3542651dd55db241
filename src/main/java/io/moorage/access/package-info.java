/**
 * Who calls and what they may do: tokens, roles, the names and web pages that are let in,
 * and how much each caller may ask. Calls {@code fault} alone; every room with rights to
 * decide calls it.
 */
@ApplicationModule(allowedDependencies = "fault")
@NullMarked
package io.moorage.access;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
