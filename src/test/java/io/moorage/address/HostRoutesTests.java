package io.moorage.address;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import io.moorage.topology.Subnet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link HostRoutes}.
 */
class HostRoutesTests {

	@TempDir
	Path folder;

	@Test
	void routesWhenReadAreThoseThatLeadSomewhereElse() throws IOException {
		Files.writeString(this.folder.resolve("route"), """
				Iface	Destination	Gateway 	Flags	RefCnt	Use	Metric	Mask		MTU	Window	IRTT
				eth0	00000000	010200C0	0003	0	0	0	00000000	0	0	0
				docker0	000011AC	00000000	0001	0	0	0	0000FFFF	0	0	0
				br-0123456789ab	000012AC	00000000	0001	0	0	0	0000FFFF	0	0	0
				tun0	0000080A	00000000	0001	0	0	0	00FFFFFF	0	0	0
				""");
		Files.writeString(this.folder.resolve("ipv6_route"),
				"""
						fd120000000000000000000000000000 20 00000000000000000000000000000000 00 00000000000000000000000000000000 00000100 00000001 00000000 00000001     tun0
						00000000000000000000000000000001 80 00000000000000000000000000000000 00 00000000000000000000000000000000 00000000 00000002 00000000 80200001       lo
						00000000000000000000000000000000 00 00000000000000000000000000000000 00 00000000000000000000000000000000 ffffffff 00000001 00000000 00200200     eth0
						""");
		assertThat(new HostRoutes(this.folder).get()).containsExactly(Subnet.parse("10.8.0.0/24"),
				Subnet.parse("fd12::/32"));
	}

	@Test
	void ownWhenReadAreThoseThatNoGatewayLeadsTo() throws IOException {
		Files.writeString(this.folder.resolve("route"), """
				Iface	Destination	Gateway 	Flags	RefCnt	Use	Metric	Mask		MTU	Window	IRTT
				eth0	00000000	010200C0	0003	0	0	0	00000000	0	0	0
				eth0	000200C0	00000000	0001	0	0	0	00FFFFFF	0	0	0
				eth0	0000000A	010200C0	0003	0	0	0	000000FF	0	0	0
				""");
		Files.writeString(this.folder.resolve("ipv6_route"),
				"""
						fe800000000000000000000000000000 40 00000000000000000000000000000000 00 00000000000000000000000000000000 00000100 00000001 00000000 00000001     eth0
						20010db8000000000000000000000000 40 00000000000000000000000000000000 00 00000000000000000000000000000000 00000100 00000001 00000000 00000001     eth0
						""");
		assertThat(new HostRoutes(this.folder).own()).containsExactly(Subnet.parse("192.0.2.0/24"),
				Subnet.parse("2001:db8::/64"));
	}

	@Test
	void routesWhenThereIsNoTableOrNobodyUnderstandsItAreNone() throws IOException {
		assertThat(new HostRoutes(this.folder).get()).isEmpty();
		Files.writeString(this.folder.resolve("ipv6_route"), "a b c d e f g h i j\n");
		assertThat(new HostRoutes(this.folder).get()).isEmpty();
	}

}
