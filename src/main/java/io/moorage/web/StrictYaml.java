package io.moorage.web;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

import io.moorage.fault.MoorageException;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads YAML as what JSON could say too.
 */
final class StrictYaml {

	private static final int MAX_DEPTH = 32;

	private static final int MAX_ALIASES = 32;

	// Aliases of aliases grow: what comes of them is bounded as well.
	private static final int MAX_NODES = 100_000;

	private StrictYaml() {
	}

	static ObjectNode read(byte[] bytes, JsonMapper mapper) {
		LoaderOptions options = new LoaderOptions();
		options.setAllowDuplicateKeys(false);
		options.setAllowRecursiveKeys(false);
		options.setMaxAliasesForCollections(MAX_ALIASES);
		options.setNestingDepthLimit(MAX_DEPTH);
		options.setWarnOnDuplicateKeys(false);
		Object document;
		try {
			document = new Yaml(new SafeConstructor(options), new Representer(new DumperOptions()), new DumperOptions(),
					options, new JsonLikeResolver())
				.load(new String(bytes, StandardCharsets.UTF_8));
			Size.check(document);
			JsonNode tree = (document != null) ? mapper.valueToTree(document) : mapper.createObjectNode();
			if (tree instanceof ObjectNode object) {
				return object;
			}
		}
		catch (MarkedYAMLException ex) {
			String where = (ex.getProblemMark() != null) ? " (line " + (ex.getProblemMark().getLine() + 1) + ", column "
					+ (ex.getProblemMark().getColumn() + 1) + ")" : "";
			throw MoorageException.invalid("", "The body is no YAML that is read here" + where + ": " + ex.getProblem()
					+ ". Use plain maps, lists and texts.");
		}
		catch (YAMLException | IllegalArgumentException | StackOverflowError ex) {
			throw MoorageException.invalid("",
					"The body is no YAML that is read here. Use plain maps, lists and texts, and few aliases.");
		}
		throw MoorageException.invalid("", "The body must be a map like networks: and, below it, the networks.");
	}

	/**
	 * Leaves dates alone, and the words on and off, which are texts in JSON.
	 */
	private static final class JsonLikeResolver extends Resolver {

		private static final Pattern BOOLEANS = Pattern.compile("true|false|True|False|TRUE|FALSE");

		@Override
		protected void addImplicitResolvers() {
			addImplicitResolver(Tag.BOOL, BOOLEANS, "tfTF");
			addImplicitResolver(Tag.INT, Pattern.compile("-?(?:0|[1-9][0-9]{0,17})"), "-0123456789");
			addImplicitResolver(Tag.MERGE, MERGE, "<");
			addImplicitResolver(Tag.NULL, NULL, "~nN\0");
			addImplicitResolver(Tag.NULL, EMPTY, null);
		}

	}

	/**
	 * Counts what aliases have grown to.
	 */
	private static final class Size {

		private int nodes;

		private static void check(Object document) {
			new Size().count(document);
		}

		private void count(Object node) {
			if (++this.nodes > MAX_NODES) {
				throw MoorageException.invalid("", "The body is too large once its aliases are followed.");
			}
			if (node instanceof java.util.Map<?, ?> map) {
				map.values().forEach(this::count);
			}
			else if (node instanceof Iterable<?> list) {
				list.forEach(this::count);
			}
		}

	}

}
