package io.moorage.event;

import tools.jackson.databind.JsonNode;

/**
 * One event as a follower got it.
 *
 * @param id its id
 * @param type its type, {@code reset} included
 * @param data its data
 */
record Told(String id, String type, JsonNode data) {

	/**
	 * Returns the full id of the thing or things that it is about.
	 * @param kind {@code network} or {@code container}
	 * @return the id, empty when it is not about such a thing
	 */
	String idOf(String kind) {
		return this.data.path(kind).path("id").asString("");
	}

	String nameOf(String kind) {
		return this.data.path(kind).path("name").asString("");
	}

	boolean isAbout(String partOfAName) {
		return nameOf("network").contains(partOfAName) || nameOf("container").contains(partOfAName);
	}

	/**
	 * Says in a few words what happened.
	 * @return the type and the names of network and container
	 */
	String summary() {
		return (this.type + " " + nameOf("network") + " " + nameOf("container")).replaceAll(" +", " ").strip();
	}

}
