/**
 * Who is let in, and who may do what, on the real service: no right hangs on a path or a
 * text, only on what would be done.
 */
package io.moorage.access;
