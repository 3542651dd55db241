package io.moorage.map;

import java.awt.geom.Rectangle2D;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringReader;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import javax.xml.parsers.DocumentBuilderFactory;

import io.moorage.fault.FaultCode;
import io.moorage.fault.MoorageException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What the drawings of made-up maps look like.
 */
class DrawingTests {

	@ParameterizedTest
	@CsvSource({ "0, 0", "1, 0", "0, 3", "2, 3", "30, 120", "1, 149", "149, 1", "75, 75", "1000, 300" })
	void drawWhenAnySizeHasNoOverlaps(int networks, int containers) throws Exception {
		String svg = SvgDrawing.draw(Maps.of(networks, containers));
		Files.writeString(Path.of("target", "topology-" + networks + "-" + containers + ".svg"), svg);
		Document document = parse(svg);
		List<Rectangle2D> boxes = boxes(document);
		assertThat(boxes).hasSize(networks + containers);
		for (int i = 0; i < boxes.size(); i++) {
			for (int j = 0; j < i; j++) {
				assertThat(boxes.get(i).intersects(boxes.get(j))).as("%s and %s", boxes.get(i), boxes.get(j)).isFalse();
			}
		}
		Element root = document.getDocumentElement();
		Rectangle2D paper = new Rectangle2D.Double(0, 0, number(root, "width"), number(root, "height"));
		assertThat(boxes).allMatch(paper::contains);
		assertThat(crossings(document, boxes)).isEmpty();
	}

	@Test
	void drawWhenRepeatedIsTheSame() {
		assertThat(SvgDrawing.draw(Maps.of(30, 120))).isEqualTo(SvgDrawing.draw(Maps.of(30, 120)));
	}

	@Test
	void drawWhenThereAreTooManyLinesSaysWhatToDo() {
		TopologyResponse map = Maps.of(900, 2000);
		assertThatExceptionOfType(MoorageException.class).isThrownBy(() -> SvgDrawing.draw(map))
			.satisfies((ex) -> assertThat(ex.code()).isEqualTo(FaultCode.TOPOLOGY_TOO_LARGE))
			.satisfies((ex) -> assertThat(ex.facts()).containsKeys("lines", "limit"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "a\"]-->b", "<script>alert(1)</script>", "a\nb\r\tc", "end", "é☃🐳漢字", "a&b&lt;&#34;",
			"\u0000\u0007\u001b[31m", "back\\slash\\", "]]>", "\ud800half", "\ufffe\u202egnp", "`md` **b** #quot;",
			"style:#f00;", "'; drop", "%%{init: {}}%%" })
	void drawWhenNameIsHostileIsStillADrawing(String name) throws Exception {
		TopologyResponse map = Maps.of(List.of(name, "other"), List.of(name, "plain"));
		Document svg = parse(SvgDrawing.draw(map));
		assertThat(boxes(svg)).hasSize(4);
		assertThat(svg.getElementsByTagName("script").getLength()).isZero();
		assertThat(titles(svg)).filteredOn((title) -> title.equals(Labels.visible(name))).hasSize(2);
		String dot = DotDrawing.draw(map);
		assertThat(dot.lines()).hasSize(4 + 4 + map.edges().size() + 1)
			.filteredOn((line) -> line.contains("\""))
			.allMatch((line) -> line.matches("(?:[^\"]|\"(?:[^\"\\\\]|\\\\.)*\")*"))
			.filteredOn((line) -> line.matches(" {2}[nc]\\d.*"))
			.allMatch((line) -> line.replaceAll("\"(?:[^\"\\\\]|\\\\.)*\"", "S")
				.matches(" {2}[nc]\\d+ (-- [nc]\\d+ )?\\[(id=S, )?label=S[a-z=, 0-9]*];"));
		Files.writeString(Path.of("target", "hostile-" + Math.abs(name.hashCode()) + ".mmd"), MermaidDrawing.draw(map));
		assertGraphvizReads(dot, Labels.visible(name));
		assertThat(MermaidDrawing.draw(map).lines().skip(1)).hasSize(4 + map.edges().size())
			.allMatch((line) -> line.matches(
					" {2}[nc]\\d+(\\(\\[\"[^\"<>`:&]*(<br/>[^\"<>`:&]*)*\"]\\)|\\[\"[^\"<>`:&]*(<br/>[^\"<>`:&]*)*\"]"
							+ "| -[-.]-(\\|\"[^\"<>`:&]*\"\\|)? [nc]\\d+)"));
	}

	@Test
	void drawWhenNameIsLongShortensItAndKeepsItInTheTitle() throws Exception {
		String name = "a-very-long-name-of-a-network-".repeat(8) + "end";
		Document svg = parse(SvgDrawing.draw(Maps.of(List.of(name), List.of("box"))));
		assertThat(titles(svg)).contains(name);
		assertThat(elements(svg, "text")).noneMatch((text) -> text.getTextContent().length() > 60)
			.anyMatch((text) -> text.getTextContent().matches("a-very.*….*end"));
	}

	/** Lets Graphviz itself read a graph, where it is installed. */
	private static void assertGraphvizReads(String dot, String name) throws Exception {
		if (Stream.of(System.getenv("PATH").split(":")).noneMatch((each) -> Files.isExecutable(Path.of(each, "dot")))) {
			return;
		}
		Process graphviz = new ProcessBuilder("dot", "-Tjson0").redirectError(Redirect.DISCARD).start();
		try (OutputStream input = graphviz.getOutputStream()) {
			input.write(dot.getBytes(StandardCharsets.UTF_8));
		}
		JsonNode graph = JsonMapper.shared().readTree(graphviz.getInputStream());
		assertThat(graphviz.waitFor()).isZero();
		assertThat(graph.path("objects").valueStream().map((object) -> object.path("label").asString()))
			.filteredOn((label) -> label.replace("&amp;", "&").startsWith(name.replace("\\", "\\\\") + "\\n"))
			.hasSize(2);
	}

	private static Document parse(String xml) throws Exception {
		DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
		factory.setNamespaceAware(true);
		return factory.newDocumentBuilder().parse(new InputSource(new StringReader(xml)));
	}

	private static List<Element> elements(Document document, String name) {
		NodeList found = document.getElementsByTagName(name);
		return IntStream.range(0, found.getLength()).mapToObj((i) -> (Element) found.item(i)).toList();
	}

	private static List<String> titles(Document document) {
		return elements(document, "title").stream()
			.map((title) -> title.getTextContent().lines().findFirst().orElse(""))
			.toList();
	}

	private static List<Rectangle2D> boxes(Document document) {
		return elements(document, "rect").stream()
			.filter((rect) -> rect.hasAttribute("x"))
			.map((rect) -> (Rectangle2D) new Rectangle2D.Double(number(rect, "x"), number(rect, "y"),
					number(rect, "width"), number(rect, "height")))
			.toList();
	}

	private static double number(Element element, String attribute) {
		return Double.parseDouble(element.getAttribute(attribute));
	}

	/** Finds lines that run through a box instead of ending at its edge. */
	private static List<String> crossings(Document document, List<Rectangle2D> boxes) throws IOException {
		List<String> crossings = new ArrayList<>();
		for (Element path : elements(document, "path")) {
			if (path.getAttribute("class").startsWith("line")) {
				String[] numbers = path.getAttribute("d").replaceAll("[ML]", "").strip().split(" +");
				for (int i = 0; i + 3 < numbers.length; i += 2) {
					double[] at = IntStream.range(i, i + 4)
						.mapToDouble((j) -> Double.parseDouble(numbers[j]))
						.toArray();
					boxes.stream()
						.map((box) -> new Rectangle2D.Double(box.getX() + 1, box.getY() + 1, box.getWidth() - 2,
								box.getHeight() - 2))
						.filter((box) -> box.intersectsLine(at[0], at[1], at[2], at[3]))
						.forEach((box) -> crossings.add(path.getAttribute("d") + " through " + box));
				}
			}
		}
		return crossings;
	}

}
