/**
 * Reads, on the real engine: entity tags, waiting, paging, filters, formats, and the
 * conditions that writers make of what they have read.
 */
package io.moorage.read;
