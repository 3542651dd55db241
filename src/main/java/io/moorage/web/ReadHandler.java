package io.moorage.web;

import java.io.IOException;

import io.moorage.read.Read;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/**
 * Has questions answered that controllers return.
 */
@SuppressWarnings("rawtypes")
class ReadHandler extends ReturnedHandler<Read> {

	private final Reads reads;

	ReadHandler(Reads reads) {
		super(Read.class);
		this.reads = reads;
	}

	@Override
	void answer(Read read, HttpServletRequest request, HttpServletResponse response) throws IOException {
		this.reads.answer((Read<?>) read, request, response);
	}

}
