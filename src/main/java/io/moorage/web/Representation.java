package io.moorage.web;

/**
 * Is an answer as it goes out, byte by byte.
 *
 * @param body the bytes, which nobody changes
 * @param contentType what they are
 * @param tag the entity tag
 * @param pattern the call that it answers, as a pattern of paths
 */
record Representation(byte[] body, String contentType, String tag, String pattern) {

	Representation at(String pattern) {
		return new Representation(this.body, this.contentType, this.tag, pattern);
	}

}
