package io.moorage.topology;

/**
 * Names a container.
 *
 * @param id its full id
 * @param name its name, without Docker's leading slash
 */
public record ContainerRef(ContainerId id, String name) {

}
