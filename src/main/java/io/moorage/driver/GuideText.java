package io.moorage.driver;

import java.util.List;
import java.util.Map;

/**
 * Is the guide in one language.
 *
 * @param unavailable why a driver is not available
 * @param drivers the drivers by their names
 * @param plugin what there is to say of a driver that the guide does not know
 */
record GuideText(Reasons unavailable, Map<String, DriverText> drivers, DriverText plugin) {

	/**
	 * Says why a driver is not available.
	 *
	 * @param engine when the engine does not have it
	 * @param swarm when the engine does not manage a Swarm
	 * @param kernel when the kernel lacks what {@code {modules}} stands for
	 */
	record Reasons(String engine, String swarm, String kernel) {

	}

	/**
	 * Says what there is to say of a driver.
	 *
	 * @param title what it is, in a few words
	 * @param summary what it is, in a sentence or two
	 * @param guide what to know of it
	 * @param options what each option does, by its key
	 * @param example what the example does
	 */
	record DriverText(String title, String summary, Guide guide, Map<String, String> options, String example) {

	}

	/**
	 * Is what to know of a driver.
	 *
	 * @param purpose what it is for, and how it does that
	 * @param isolation who is kept from whom
	 * @param names which names lead to containers
	 * @param ports which ports can be reached
	 * @param hosts whether its networks are on one host or on several
	 * @param whenToChoose when to choose it, and when rather not
	 * @param limits what it cannot do
	 */
	record Guide(String purpose, String isolation, String names, String ports, String hosts, String whenToChoose,
			List<String> limits) {

	}

}
