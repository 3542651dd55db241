package io.moorage.map;

/**
 * Knows how wide text is, roughly: nobody can tell which font a browser will take, so
 * letters count as somewhat wider than they are in the usual ones.
 */
final class Lettering {

	private static final String NARROW = "ijl.,:;'|!()[] -ftr/";

	private static final String WIDE = "mwMW@%";

	private static final int FIRST_FULL_WIDTH = 0x1100;

	private Lettering() {
	}

	static double width(String text, double size) {
		return size * text.codePoints().mapToDouble(Lettering::width).sum();
	}

	private static double width(int point) {
		if (point >= FIRST_FULL_WIDTH) {
			return 1.15;
		}
		if (NARROW.indexOf(point) >= 0) {
			return 0.42;
		}
		if (WIDE.indexOf(point) >= 0) {
			return 0.95;
		}
		return Character.isUpperCase(point) ? 0.74 : 0.61;
	}

	/**
	 * Shortens a text. What differs between names is often their end, so that stays.
	 * @return the text, with an ellipsis in its middle if it was too wide
	 */
	static String shortened(String text, double size, double room) {
		if (width(text, size) <= room) {
			return text;
		}
		int[] points = text.codePoints().limit(1000).toArray();
		int begin = points.length / 2;
		int end = begin + 1;
		while (begin > 0 || end < points.length) {
			String shorter = new String(points, 0, begin) + '…' + new String(points, end, points.length - end);
			if (width(shorter, size) <= room) {
				return shorter;
			}
			if (begin > points.length - end) {
				begin--;
			}
			else {
				end++;
			}
		}
		return "…";
	}

}
