/**
 * Changes on the real engine: what a plan shows is what is done, a network is made anew
 * without losing its containers, and what others declare or protect stays.
 */
package io.moorage.change;
