/**
 * What the end-to-end tests stand on: the service's HTTP side, the real engine asked by
 * itself, and a workspace that labels and removes what a test class makes.
 */
package io.moorage.harness;
