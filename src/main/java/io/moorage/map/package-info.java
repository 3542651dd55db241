/**
 * The topology drawn: networks, containers and what joins them as a graph, in JSON for
 * programs, and as SVG, DOT and Mermaid for people. Calls {@code access}, {@code network}
 * for its filter and its verdicts, {@code read}, {@code snapshot}, {@code topology} and
 * {@code fault}.
 */
@ApplicationModule(allowedDependencies = { "access", "network", "read", "snapshot", "topology", "fault" })
@NullMarked
package io.moorage.map;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
