/**
 * The application; each package below is one room of it.
 */
@NullMarked
package io.moorage;

import org.jspecify.annotations.NullMarked;
