/**
 * Hostile requests, made from the service's own OpenAPI document, and what must hold
 * whatever is asked.
 */
package io.moorage.fuzz;
