package io.moorage.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

import tools.jackson.databind.JsonNode;

/**
 * Makes the requests of a seed, each from its number alone, so that one can be made again
 * without those before it.
 *
 * @param description what there is to ask
 * @param scene what is there
 * @param seed the seed
 */
record RequestMaker(Description description, Scene scene, long seed) {

	private static final List<String> VALUES = List.of("*", "\"\"", "\"x\"", "W/\"x\"", "x", "\"", ",,,",
			"\"a\", \"b\"", "W/W/\"x\"", "wait=0", "wait=-1", "wait=x", "wait=99999999999999999999",
			"respond-async, wait=0", "respond-async;x=\"", "k3x9f2ab-42.0", "0-0", "-", "9999999999999999999-1.1", "en",
			"fr;q=0.1,*", "xx-yy;q=9", "text/html", "*/*", "application/*", "application/json;q=0", "a/b/c",
			"application/xml", "text/plain;q=x", "application/problem+json", "application/vnd.moorage.plan+json",
			"text/markdown", "image/svg+xml", "\u00ff\u00fe", "\u00e2\u0098\u0083", "application/json; charset=utf-16",
			"multipart/form-data", "application/x-www-form-urlencoded", "application/json;charset=\"", "gzip",
			"100-continue", "/../x", "evil.example", "http", "ftp", "99999999999",
			"for=\"[::1]\";proto=gopher;host=\"a b\"", "127.0.0.1, 8.8.8.8", "x".repeat(9_000), "no-cache", "max-age=0",
			"a=b; c=\"d");

	private static final List<String> NAMES = List.of("Accept", "Accept", "Accept", "If-Match", "If-None-Match",
			"Prefer", "Content-Type", "Accept-Language", "Last-Event-ID", "X-Request-Id", "X-Forwarded-Prefix",
			"X-Forwarded-Host", "X-Forwarded-Proto", "X-Forwarded-Port", "X-Forwarded-For", "Forwarded",
			"Content-Encoding", "Cache-Control", "Cookie", "Accept-Encoding", "Range", "Expect",
			"X-HTTP-Method-Override", "If-Modified-Since");

	FuzzedRequest make(int number) {
		Oddities odd = new Oddities(new SplittableRandom(31 * this.seed + number));
		List<Description.Operation> operations = this.description.operations();
		Description.Operation operation = operations.get(number % operations.size());
		double mischief = odd.one(List.of(0.0, 0.0, 0.0, 0.0, 0.05, 0.1, 0.5));
		Likely likely = new Likely(odd, this.scene);
		String path = path(operation, odd, likely, mischief);
		String query = String.join("&", query(operation, odd, likely, mischief));
		List<String> headers = headers(operation, odd, mischief);
		byte[] body = body(operation, odd, likely, mischief, headers);
		return new FuzzedRequest(number, operation.id(), operation.method(),
				query.isEmpty() ? path : path + "?" + query, headers, body, odd.happens(0.1));
	}

	private static String path(Description.Operation operation, Oddities odd, Likely likely, double mischief) {
		StringBuilder path = new StringBuilder();
		for (String segment : operation.segments()) {
			path.append('/');
			if (!segment.startsWith("{")) {
				path.append(segment);
			}
			else if (odd.happens(mischief)) {
				path.append(odd.segment());
			}
			else {
				path.append(
						Oddities.encoded(likely.text(segment.substring(1, segment.length() - 1), operation.node())));
			}
		}
		if (odd.happens(mischief / 5)) {
			path.append(odd.one(List.of("/", "//", "/.", "/..", ";x=y", "%20", "/%2e%2e/%2e%2e", ".json", "%", "?")));
		}
		return path.toString();
	}

	private List<String> query(Description.Operation operation, Oddities odd, Likely likely, double mischief) {
		List<String> query = new ArrayList<>();
		BodyMaker maker = new BodyMaker(this.description.document(), odd, likely, 0);
		for (JsonNode parameter : operation.parameters("query")) {
			boolean required = parameter.path("required").asBoolean(false);
			String name = parameter.path("name").asString();
			if (odd.happens(required ? 0.95 : 0.2)) {
				query.add(name + "=" + (odd.happens(mischief) ? odd.segment()
						: Oddities.encoded(plain(maker, name, parameter.path("schema"), odd))));
			}
		}
		if (odd.happens(mischief)) {
			query.add(odd.one(List.of("x", "=", "%zz", "a=%", "&&", "dryRun=true&dryRun=false", "fresh",
					"limit=" + odd.number(), "a[]=1", "%00=1", "name=%ff%fe", "q=%C0%AF", "q=" + odd.segment(),
					odd.segment() + "=1", "q=" + Oddities.raw(odd.text()))));
		}
		return query;
	}

	private static String plain(BodyMaker maker, String name, JsonNode schema, Oddities odd) {
		if (schema.path("type").asString("").equals("array")) {
			return plain(maker, name, schema.path("items"), odd);
		}
		if (schema.has("enum")) {
			return odd.one(schema.path("enum").valueStream().map((each) -> each.asString("")).toList());
		}
		return switch (schema.path("type").asString("")) {
			case "boolean" -> String.valueOf(odd.happens(0.5));
			case "integer", "number" -> String.valueOf(maker.likely().number(name));
			default -> maker.likely().text(name, schema);
		};
	}

	private static List<String> headers(Description.Operation operation, Oddities odd, double mischief) {
		List<String> headers = new ArrayList<>();
		if (odd.happens(0.3)) {
			headers.add("Accept: " + odd.one(operation.types()));
		}
		if (!operation.method().equals("GET") && odd.happens(0.1)) {
			headers.add("Prefer: respond-async");
		}
		for (JsonNode parameter : operation.parameters("header")) {
			if (odd.happens(mischief)) {
				headers.add(parameter.path("name").asString() + ": " + odd.one(VALUES));
			}
		}
		while (odd.happens(mischief)) {
			headers.add(odd.one(NAMES) + ": " + (odd.happens(0.8) ? odd.one(VALUES) : Oddities.raw(odd.text())));
		}
		return headers;
	}

	private byte[] body(Description.Operation operation, Oddities odd, Likely likely, double mischief,
			List<String> headers) {
		JsonNode content = operation.node().at("/requestBody/content");
		if (content.isEmpty()) {
			return odd.happens(mischief / 5) ? "{\"x\":1}".getBytes(StandardCharsets.UTF_8) : new byte[0];
		}
		String type = odd.one(List.copyOf(content.propertyNames()));
		if (!odd.happens(mischief / 3)) {
			headers.add("Content-Type: " + type);
		}
		BodyMaker maker = new BodyMaker(this.description.document(), odd, likely, mischief);
		String body = maker.body(content.path(type).path("schema"));
		return body.getBytes(odd.happens(mischief / 5) ? StandardCharsets.UTF_16 : StandardCharsets.UTF_8);
	}

}
