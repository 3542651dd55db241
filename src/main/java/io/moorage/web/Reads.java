package io.moorage.web;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.moorage.read.EntityTags;
import io.moorage.read.Read;
import io.moorage.read.Revised;
import io.moorage.snapshot.Reading;
import io.moorage.snapshot.Snapshot;
import io.moorage.snapshot.Touched;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.util.MimeTypeUtils;
import org.springframework.web.filter.ServerHttpObservationFilter;
import org.springframework.web.servlet.HandlerMapping;

/**
 * Answers every question to the snapshot, with all that goes with it: entity tags and
 * 304, waiting for a change (RFC 7240), asking the engine first, age and staleness.
 */
@Component
@RequiredArgsConstructor
class Reads {

	static final String FRESH = "fresh";

	static final String PREFER = "Prefer";

	static final String REVISION = "Moorage-Revision";

	static final String STALE = "Moorage-Stale";

	private static final Pattern WAIT = Pattern.compile("(?i)(?:^|[,;\\s])wait\\s*=\\s*\"?(\\d{1,6})\"?(?:$|[,;\\s])");

	private static final Duration MAX_WAIT = Duration.ofMinutes(5);

	private final Snapshot snapshot;

	private final KeptReads kept;

	private final JsonMapper mapper;

	/**
	 * Answers from what was kept, where that is all there is to do.
	 * @return whether the request is answered
	 */
	boolean answerKept(HttpServletRequest request, HttpServletResponse response) throws IOException {
		if (!request.getMethod().equals("GET") || request.getHeader(PREFER) != null
				|| request.getHeader(HttpHeaders.CACHE_CONTROL) != null) {
			return false;
		}
		Reading reading = this.snapshot.peek();
		if (reading == null) {
			return false;
		}
		Representation answer = this.kept.find(reading, target(request), accept(request));
		if (answer == null) {
			return false;
		}
		// Metrics know the call by its pattern, as Spring MVC would have told.
		ServerHttpObservationFilter.findObservationContext(request)
			.ifPresent((context) -> context.setPathPattern(answer.pattern()));
		write(answer, reading, isKnown(header(request, HttpHeaders.IF_NONE_MATCH), answer), null, response);
		return true;
	}

	/**
	 * Answers a question.
	 */
	void answer(Read<?> read, HttpServletRequest request, HttpServletResponse response) throws IOException {
		String type = mediaType(request, read);
		boolean fresh = isFresh(request);
		Reading reading = fresh ? ask(read) : this.snapshot.read();
		Representation answer = represent(read, reading, type, request, fresh);
		String ifNoneMatch = header(request, HttpHeaders.IF_NONE_MATCH);
		Duration wait = wait(request);
		if (!ifNoneMatch.isEmpty() && !wait.isZero()) {
			long end = System.nanoTime() + wait.toNanos();
			boolean another = true;
			while (another && isKnown(ifNoneMatch, answer)) {
				long left = end - System.nanoTime();
				another = left > 0 && this.snapshot.awaitChange(reading.revision(), Duration.ofNanos(left));
				reading = this.snapshot.read();
				answer = represent(read, reading, type, request, fresh);
			}
			response.setHeader("Preference-Applied", "wait=" + wait.toSeconds());
		}
		write(answer, reading, isKnown(ifNoneMatch, answer), read.language(), response);
	}

	// The lists show what came and went; of what is asked about all is looked at.
	private Reading ask(Read<?> read) {
		Reading listed = this.snapshot.fresh(Touched.NOTHING);
		Touched about = read.about(listed.topology());
		return about.equals(Touched.NOTHING) ? listed : this.snapshot.refresh(about);
	}

	private static boolean isKnown(String ifNoneMatch, Representation answer) {
		return EntityTags.isKnown(ifNoneMatch, answer.tag());
	}

	private static boolean isFresh(HttpServletRequest request) {
		return "true".equals(request.getParameter(FRESH))
				|| header(request, HttpHeaders.CACHE_CONTROL).contains("no-cache");
	}

	private static Duration wait(HttpServletRequest request) {
		Matcher matcher = WAIT.matcher(header(request, PREFER));
		Duration wait = matcher.find() ? Duration.ofSeconds(Long.parseLong(matcher.group(1))) : Duration.ZERO;
		return (wait.compareTo(MAX_WAIT) > 0) ? MAX_WAIT : wait;
	}

	private static String mediaType(HttpServletRequest request, Read<?> read) {
		String asked = read.only();
		if (asked != null) {
			return asked;
		}
		List<MediaType> accepted = new ArrayList<>(MediaType.parseMediaTypes(accept(request)));
		MimeTypeUtils.sortBySpecificity(accepted);
		for (MediaType type : accepted) {
			if (type.includes(MediaType.APPLICATION_JSON)) {
				return MediaType.APPLICATION_JSON_VALUE;
			}
			for (String text : read.texts()) {
				if (type.includes(MediaType.parseMediaType(text))) {
					return text;
				}
			}
		}
		return MediaType.APPLICATION_JSON_VALUE;
	}

	// Ways to write the same in another order are other questions, and answered anew.
	private static String target(HttpServletRequest request) {
		String query = request.getQueryString();
		return (query != null) ? request.getRequestURI() + '?' + query : request.getRequestURI();
	}

	private static String accept(HttpServletRequest request) {
		return header(request, HttpHeaders.ACCEPT);
	}

	// A header may come in several lines (RFC 9110, 5.3).
	static String header(HttpServletRequest request, String name) {
		Enumeration<String> lines = request.getHeaders(name);
		if (!lines.hasMoreElements()) {
			return "";
		}
		String first = lines.nextElement();
		return !lines.hasMoreElements() ? first : first + "," + String.join(",", Collections.list(lines));
	}

	private <T> Representation represent(Read<T> read, Reading reading, String type, HttpServletRequest request,
			boolean fresh) {
		String target = target(request);
		Representation known = this.kept.find(reading, target, accept(request));
		if (known != null) {
			return known;
		}
		Representation answer = represent(read.answer(reading), read, type)
			.at(String.valueOf(request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE)));
		if (!fresh && !read.isLive()) {
			this.kept.keep(reading, target, accept(request), answer);
		}
		return answer;
	}

	private <T> Representation represent(T answer, Read<T> read, String type) {
		if (!type.equals(MediaType.APPLICATION_JSON_VALUE)) {
			byte[] text = read.text(type).apply(answer).getBytes(StandardCharsets.UTF_8);
			String tag = (answer instanceof Revised) ? EntityTags.weak(text) : EntityTags.strong(text);
			return new Representation(text, type + ";charset=UTF-8", tag, "");
		}
		if (answer instanceof Revised revised) {
			return revised(revised);
		}
		byte[] json = this.mapper.writeValueAsBytes(answer);
		return new Representation(json, type, EntityTags.strong(json), "");
	}

	// The tag is of the content, revision and staleness aside, so that is written once
	// and the rest put behind it.
	private Representation revised(Revised answer) {
		byte[] content = this.mapper.writeValueAsBytes(answer.content());
		String rest = ",\"revision\":\"" + answer.revision() + "\",\"stale\":" + answer.stale() + "}";
		ByteArrayOutputStream json = new ByteArrayOutputStream(content.length + rest.length());
		json.write(content, 0, content.length - 1);
		json.writeBytes(rest.getBytes(StandardCharsets.US_ASCII));
		return new Representation(json.toByteArray(), MediaType.APPLICATION_JSON_VALUE, EntityTags.weak(content), "");
	}

	private static void write(Representation answer, Reading reading, boolean known, @Nullable String language,
			HttpServletResponse response) throws IOException {
		response.setHeader(HttpHeaders.ETAG, answer.tag());
		response.setHeader(HttpHeaders.CACHE_CONTROL, "private, no-cache");
		response.addHeader(HttpHeaders.VARY,
				(language != null) ? "Accept, Accept-Language, Authorization" : "Accept, Authorization");
		if (language != null) {
			response.setHeader(HttpHeaders.CONTENT_LANGUAGE, language);
		}
		response.setHeader(REVISION, reading.revision().toString());
		response.setHeader(HttpHeaders.AGE, Long.toString(reading.age().toSeconds()));
		if (reading.stale()) {
			response.setHeader(STALE, "true");
		}
		if (known) {
			response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
			return;
		}
		response.setContentType(answer.contentType());
		response.setContentLength(answer.body().length);
		response.getOutputStream().write(answer.body());
	}

}
