package io.moorage.map;

import java.io.StringWriter;

import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * Writes XML with the JDK's writer, which escapes but lets characters pass that XML does
 * not have.
 */
final class XmlText {

	private static final XMLOutputFactory FACTORY = XMLOutputFactory.newDefaultFactory();

	private final StringWriter text = new StringWriter();

	private final XMLStreamWriter xml;

	XmlText() {
		try {
			this.xml = FACTORY.createXMLStreamWriter(this.text);
		}
		catch (XMLStreamException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Begins an element.
	 * @param name its name
	 * @param attributes names and values in turn
	 */
	void begin(String name, String... attributes) {
		try {
			this.xml.writeStartElement(name);
			for (int i = 0; i < attributes.length; i += 2) {
				this.xml.writeAttribute(attributes[i], legal(attributes[i + 1]));
			}
		}
		catch (XMLStreamException ex) {
			throw new IllegalStateException(ex);
		}
	}

	void end() {
		try {
			this.xml.writeEndElement();
			this.xml.flush();
		}
		catch (XMLStreamException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Writes an element with a text in it.
	 * @param name its name
	 * @param text the text
	 * @param attributes names and values in turn
	 */
	void element(String name, String text, String... attributes) {
		begin(name, attributes);
		try {
			this.xml.writeCharacters(legal(text));
		}
		catch (XMLStreamException ex) {
			throw new IllegalStateException(ex);
		}
		end();
	}

	private static String legal(String text) {
		StringBuilder legal = new StringBuilder(text.length());
		text.codePoints().forEach((point) -> legal.appendCodePoint(isLegal(point) ? point : 0xfffd));
		return legal.toString();
	}

	// Char in XML 1.0.
	private static boolean isLegal(int point) {
		return point == '\t' || point == '\n' || point == '\r' || (point >= ' ' && point < 0xd800)
				|| (point >= 0xe000 && point < 0xfffe) || point >= 0x10000;
	}

	@Override
	public String toString() {
		return this.text.toString();
	}

}
