package io.moorage.web;

import java.util.List;
import java.util.stream.Stream;

import io.moorage.access.Needs;
import io.moorage.access.Role;
import io.moorage.fault.FaultCode;
import io.moorage.fault.MoorageException;
import io.moorage.fault.Raises;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;

import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.HtmlUtils;

/**
 * Explains the problem codes, to programs and to people.
 */
@RestController
@RequestMapping("/problems")
@Tag(name = "Problems", description = "What the problem codes mean and what to do about them")
class ProblemController {

	private static final String PAGE = """
			<!DOCTYPE html>
			<html lang="en">
			<head><meta charset="utf-8"><title>%s</title>
			<style>body{font-family:system-ui,sans-serif;max-width:45rem;margin:3rem auto;padding:0 1rem;line-height:1.5}</style>
			</head>
			<body>%s</body>
			</html>
			""";

	@Needs(Role.NONE)
	@GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
	@Operation(operationId = "listProblems", summary = "List the problem codes")
	Codes list(HttpServletRequest request) {
		List<Explanation> codes = explanations(request);
		return new Codes(codes, codes.size());
	}

	@Needs(Role.NONE)
	@GetMapping(produces = MediaType.TEXT_HTML_VALUE)
	@Operation(hidden = true)
	ResponseEntity<String> listPage(HttpServletRequest request) {
		StringBuilder rows = new StringBuilder("<h1>Problem codes</h1><ul>");
		explanations(request).forEach((code) -> rows.append("<li><a href=\"")
			.append(HtmlUtils.htmlEscape(code.type()))
			.append("\">")
			.append(HtmlUtils.htmlEscape(code.code()))
			.append("</a> (")
			.append(code.status())
			.append("): ")
			.append(HtmlUtils.htmlEscape(code.title()))
			.append("</li>"));
		return page("Problem codes", rows.append("</ul>").toString());
	}

	@Needs(Role.NONE)
	@GetMapping(path = "/{code}", produces = MediaType.APPLICATION_JSON_VALUE)
	@Operation(operationId = "explainProblem", summary = "Explain one problem code")
	@Raises(FaultCode.PROBLEM_NOT_FOUND)
	Explanation explain(@Parameter(description = "The code", example = "network-in-use") @PathVariable String code,
			HttpServletRequest request) {
		return explanation(find(code), request);
	}

	@Needs(Role.NONE)
	@GetMapping(path = "/{code}", produces = MediaType.TEXT_HTML_VALUE)
	@Operation(hidden = true)
	ResponseEntity<String> explainPage(@PathVariable String code, HttpServletRequest request) {
		Explanation found = explanation(find(code), request);
		return page(found.code(),
				"<h1>" + HtmlUtils.htmlEscape(found.title()) + "</h1><p><code>" + HtmlUtils.htmlEscape(found.code())
						+ "</code>, status " + found.status() + "</p><p>" + HtmlUtils.htmlEscape(found.remedy())
						+ "</p><p><a href=\"" + HtmlUtils.htmlEscape(request.getContextPath())
						+ "/problems\">All problem codes</a></p>");
	}

	private static FaultCode find(String code) {
		return FaultCode.of(code)
			.orElseThrow(() -> new MoorageException(FaultCode.PROBLEM_NOT_FOUND,
					"There is no problem code \"" + code + "\". GET /problems lists them."));
	}

	private static List<Explanation> explanations(HttpServletRequest request) {
		return Stream.of(FaultCode.values()).map((code) -> explanation(code, request)).toList();
	}

	private static Explanation explanation(FaultCode code, HttpServletRequest request) {
		return new Explanation(code.toString(), request.getContextPath() + "/problems/" + code, code.title(),
				FaultStatus.of(code.kind()).value(), code.remedy());
	}

	private static ResponseEntity<String> page(String title, String body) {
		return ResponseEntity.ok()
			.header("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'")
			.body(PAGE.formatted(HtmlUtils.htmlEscape(title), body));
	}

	/**
	 * Lists the codes.
	 *
	 * @param items every code
	 * @param total how many there are
	 */
	record Codes(List<Explanation> items, int total) {

	}

	/**
	 * Explains a code.
	 *
	 * @param code the code
	 * @param type the path of its page, as problems have it
	 * @param title a short summary
	 * @param status the HTTP status that it comes with
	 * @param remedy what it means and what to do about it
	 */
	record Explanation(String code, String type, String title, int status, String remedy) {

	}

}
