/**
 * Bad input, on the real engine: each is answered with its problem, and leaves all as it
 * was.
 */
package io.moorage.refusal;
