/**
 * An engine that is missing, slow, broken or gone in the middle of a call: a relay in
 * front of the real one misbehaves as told.
 */
package io.moorage.outage;
