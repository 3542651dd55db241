package io.moorage.topology;

/**
 * Names a network.
 *
 * @param id its full id
 * @param name its name
 */
public record NetworkRef(NetworkId id, String name) {

}
