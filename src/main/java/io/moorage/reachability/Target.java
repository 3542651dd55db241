package io.moorage.reachability;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Is what a probe goes to.
 *
 * @param source the key of the network namespace that it goes out from
 * @param to what it is, but for the address that is yet to be tried
 * @param places addresses or names to try, one after another until one works; none when
 * it has none
 * @param expected whether the configuration says that it works, null when it says nothing
 * @param because why the configuration says so, in sentences
 * @param elsewhere whether it is neither a container nor on any network of the one who
 * asks
 */
record Target(String source, Probe.To to, List<String> places, @Nullable Boolean expected, String because,
		boolean elsewhere) {

}
