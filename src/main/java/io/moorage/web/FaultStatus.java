package io.moorage.web;

import io.moorage.fault.FaultKind;

import org.springframework.http.HttpStatus;

/**
 * Knows the HTTP status of each kind of fault, and nobody else does.
 */
final class FaultStatus {

	private FaultStatus() {
	}

	static HttpStatus of(FaultKind kind) {
		return switch (kind) {
			case INVALID -> HttpStatus.BAD_REQUEST;
			case UNAUTHENTICATED -> HttpStatus.UNAUTHORIZED;
			case FORBIDDEN -> HttpStatus.FORBIDDEN;
			case NOT_FOUND -> HttpStatus.NOT_FOUND;
			case GONE -> HttpStatus.GONE;
			case METHOD_NOT_ALLOWED -> HttpStatus.METHOD_NOT_ALLOWED;
			case NOT_ACCEPTABLE -> HttpStatus.NOT_ACCEPTABLE;
			case CONFLICT -> HttpStatus.CONFLICT;
			case PRECONDITION -> HttpStatus.PRECONDITION_FAILED;
			case MISDIRECTED -> HttpStatus.MISDIRECTED_REQUEST;
			case TOO_MANY -> HttpStatus.TOO_MANY_REQUESTS;
			case TOO_LARGE -> HttpStatus.CONTENT_TOO_LARGE;
			case UNSUPPORTED_MEDIA_TYPE -> HttpStatus.UNSUPPORTED_MEDIA_TYPE;
			case UNSUPPORTED_BY_ENGINE -> HttpStatus.UNPROCESSABLE_CONTENT;
			case INTERNAL -> HttpStatus.INTERNAL_SERVER_ERROR;
			case BAD_ENGINE -> HttpStatus.BAD_GATEWAY;
			case UNAVAILABLE -> HttpStatus.SERVICE_UNAVAILABLE;
			case TIMEOUT -> HttpStatus.GATEWAY_TIMEOUT;
		};
	}

}
