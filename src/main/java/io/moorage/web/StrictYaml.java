package io.moorage.web;

import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.regex.Pattern;

import io.moorage.fault.MoorageException;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
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

	// Aliases of aliases grow: what comes of them is bounded as well, in characters.
	private static final long MAX_SIZE = 1_000_000;

	private StrictYaml() {
	}

	static ObjectNode read(byte[] bytes, JsonMapper mapper) {
		LoaderOptions options = new LoaderOptions();
		options.setAllowDuplicateKeys(false);
		options.setAllowRecursiveKeys(false);
		options.setMaxAliasesForCollections(MAX_ALIASES);
		options.setNestingDepthLimit(MAX_DEPTH);
		options.setWarnOnDuplicateKeys(false);
		try {
			String text = new String(bytes, StandardCharsets.UTF_8);
			Node root = yaml(options).compose(new StringReader(text));
			if (root == null) {
				return mapper.createObjectNode();
			}
			new Size().check(root);
			Object document = yaml(options).load(text);
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

	private static Yaml yaml(LoaderOptions options) {
		return new Yaml(new SafeConstructor(options), new Representer(new DumperOptions()), new DumperOptions(),
				options, new JsonLikeResolver());
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
	 * Computes what aliases grow to, without following any of them twice.
	 */
	private static final class Size {

		private final Map<Node, Long> known = new IdentityHashMap<>();

		private void check(Node root) {
			if (of(root) > MAX_SIZE) {
				throw tooLarge();
			}
		}

		private static MoorageException tooLarge() {
			return MoorageException.invalid("", "The body is too large once its aliases are followed.");
		}

		private long of(Node node) {
			Long size = this.known.get(node);
			if (size == null) {
				// Whoever is met again on the way down contains itself.
				this.known.put(node, MAX_SIZE + 1);
				size = 1 + switch (node) {
					case ScalarNode scalar -> scalar.getValue().length();
					case SequenceNode list -> list.getValue().stream().mapToLong(this::of).sum();
					case MappingNode map -> map.getValue().stream().mapToLong(this::of).sum();
					default -> 0;
				};
				if (size > MAX_SIZE) {
					throw tooLarge();
				}
				this.known.put(node, size);
			}
			return size;
		}

		private long of(NodeTuple entry) {
			if (!(entry.getKeyNode() instanceof ScalarNode)) {
				throw MoorageException.invalid("", "The body has a key that is no text. Use plain keys.");
			}
			return of(entry.getKeyNode()) + of(entry.getValueNode());
		}

	}

}
