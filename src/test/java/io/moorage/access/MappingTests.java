package io.moorage.access;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

import io.moorage.harness.Answer;
import io.moorage.harness.Api;
import io.moorage.harness.Call;
import io.moorage.harness.Callers;
import io.moorage.harness.EndToEnd;
import io.moorage.harness.Engine;
import io.moorage.harness.RunningMoorage;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Every operation and every role. An operation that is new fails here until somebody has
 * decided who may do it.
 */
@EndToEnd
class MappingTests {

	private static final String TABLE = """
			GET /address-pools viewer
			GET /address-pools/free viewer
			POST /apply operator
			GET /audit admin
			GET /containers viewer
			POST /containers admin
			GET /containers/{container} viewer
			DELETE /containers/{container} operator
			POST /containers/{container}/start operator
			POST /containers/{container}/stop operator
			GET /drift viewer
			GET /drivers viewer
			GET /drivers/{driver} viewer
			GET /engine viewer
			GET /events viewer
			GET /findings viewer
			GET /networks viewer
			POST /networks operator
			POST /networks/prune operator
			POST /networks/remove operator
			GET /networks/{network} viewer
			PUT /networks/{network} operator
			PATCH /networks/{network} operator
			DELETE /networks/{network} operator
			GET /networks/{network}/addresses viewer
			GET /networks/{network}/containers viewer
			POST /networks/{network}/containers operator
			GET /networks/{network}/containers/{container} viewer
			PUT /networks/{network}/containers/{container} operator
			DELETE /networks/{network}/containers/{container} operator
			PUT /networks/{network}/protection admin
			DELETE /networks/{network}/protection admin
			GET /operations viewer
			GET /operations/{operation} viewer
			POST /operations/{operation}/undo operator
			GET /ports viewer
			POST /probes operator
			GET /problems none
			GET /problems/{code} none
			GET /reachability viewer
			GET /topology viewer
			""";

	private final RequestMappingHandlerMapping mappings;

	private final Engine engine;

	MappingTests(@Autowired @Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping mappings,
			Engine engine) {
		this.mappings = mappings;
		this.engine = engine;
	}

	private static Map<String, Role> table() {
		Map<String, Role> table = new TreeMap<>();
		TABLE.lines()
			.map((line) -> line.split(" "))
			.forEach((words) -> table.put(words[0] + " " + words[1],
					Stream.of(Role.values())
						.filter((role) -> role.toString().equals(words[2]))
						.findFirst()
						.orElseThrow()));
		return table;
	}

	private Set<String> served() {
		Set<String> served = new TreeSet<>();
		this.mappings.getHandlerMethods().forEach((info, method) -> {
			if (method.getBeanType().getName().startsWith("io.moorage.")
					&& !info.getPatternValues().contains("/error")) {
				served.addAll(served(info));
			}
		});
		return served;
	}

	private static Set<String> served(RequestMappingInfo info) {
		Set<String> served = new TreeSet<>();
		for (String pattern : info.getPatternValues()) {
			assertThat(info.getMethodsCondition().getMethods()).as("methods of %s", pattern).isNotEmpty();
			for (RequestMethod method : info.getMethodsCondition().getMethods()) {
				served.add(method + " " + pattern);
			}
		}
		return served;
	}

	@Test
	void operationsWhenWalkedAreAllDecided() {
		assertThat(served()).isEqualTo(table().keySet());
	}

	// A parameter that no call has is refused before anything is done, and after rights
	// are looked at.
	@Test
	void operationsWhenCalledByEveryRoleAreRefusedToTheLower() {
		try (RunningMoorage moorage = RunningMoorage.inFrontOf(this.engine.host(), Callers.settings())) {
			table().forEach((operation, needed) -> {
				answer(moorage.api(), operation, Role.NONE, needed);
				answer(moorage.api().as(Callers.VIEWER), operation, Role.VIEWER, needed);
				answer(moorage.api().as(Callers.OPERATOR), operation, Role.OPERATOR, needed);
				answer(moorage.api().as(Callers.ADMIN), operation, Role.ADMIN, needed);
			});
		}
	}

	private static void answer(Api api, String operation, Role has, Role needed) {
		String[] words = operation.split(" ");
		Call call = api.at(words[1].replaceAll("\\{[a-z]+}", "nobody")).query("no-such-parameter", 1);
		Answer answer = call.header("Content-Type", "application/json").send(words[0], BodyPublishers.ofString("{"));
		if (has.includes(needed)) {
			assertThat(answer.status()).as("%s as %s: %s", operation, has, answer).isIn(200, 400, 404);
		}
		else if (has == Role.NONE) {
			assertThat(answer).isProblem(401, "unauthenticated");
		}
		else {
			assertThat(answer).isProblem(403, "forbidden").has("/requires", needed).has("/role", has);
		}
	}

}
