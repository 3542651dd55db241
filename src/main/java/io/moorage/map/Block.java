package io.moorage.map;

import java.util.ArrayList;
import java.util.List;

/**
 * Is a group of boxes that are joined to the same ones, drawn as one grid: a hundred
 * containers of one network are one thing to lay out, with one line to it.
 */
final class Block {

	private static final double GAP = 14;

	private static final double RATIO = 1.7;

	private final List<Box> boxes;

	private final boolean framed;

	private final int columns;

	private final double columnWidth;

	private final double rowHeight;

	/**
	 * Puts boxes in a grid.
	 * @param boxes at least one
	 * @param joined whether lines lead to it
	 */
	Block(List<Box> boxes, boolean joined) {
		this.boxes = List.copyOf(boxes);
		this.framed = joined && boxes.size() > 1;
		this.columnWidth = boxes.stream().mapToDouble(Box::width).max().orElseThrow() + GAP;
		this.rowHeight = boxes.stream().mapToDouble(Box::height).max().orElseThrow() + GAP;
		double ideal = Math.sqrt(boxes.size() * this.rowHeight * RATIO / this.columnWidth);
		this.columns = (int) Math.max(1, Math.min(boxes.size(), Math.round(ideal)));
	}

	List<Box> boxes() {
		return this.boxes;
	}

	boolean isFramed() {
		return this.framed;
	}

	double width() {
		return this.columns * this.columnWidth - GAP + 2 * margin();
	}

	double height() {
		int rows = (this.boxes.size() + this.columns - 1) / this.columns;
		return rows * this.rowHeight - GAP + 2 * margin();
	}

	private double margin() {
		return this.framed ? GAP : 0;
	}

	/**
	 * Places the boxes.
	 * @param x where the block begins
	 * @param y where the block begins
	 * @return all boxes with their places
	 */
	List<Placed> at(double x, double y) {
		List<Placed> placed = new ArrayList<>();
		for (int i = 0; i < this.boxes.size(); i++) {
			Box box = this.boxes.get(i);
			placed.add(new Placed(box, x + margin() + i % this.columns * this.columnWidth,
					y + margin() + Math.floorDiv(i, this.columns) * this.rowHeight));
		}
		return placed;
	}

	/**
	 * Is a box in its place.
	 *
	 * @param box the box
	 * @param x its left edge
	 * @param y its upper edge
	 */
	record Placed(Box box, double x, double y) {

	}

}
