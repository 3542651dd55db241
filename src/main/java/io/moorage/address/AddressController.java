package io.moorage.address;

import java.util.List;

import io.moorage.access.Needs;
import io.moorage.access.Role;
import io.moorage.fault.FaultCode;
import io.moorage.fault.Raises;
import io.moorage.read.Listing;
import io.moorage.read.NetworkReference;
import io.moorage.read.Read;
import io.moorage.snapshot.References;
import io.moorage.snapshot.Touched;
import io.moorage.snapshot.KnownEngine;
import io.moorage.topology.IpAddress;
import io.moorage.topology.Subnet;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import lombok.RequiredArgsConstructor;
import org.springdoc.core.annotations.ParameterObject;

import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Answers for addresses and subnets.
 */
@RestController
@RequestMapping(produces = MediaType.APPLICATION_JSON_VALUE)
@RequiredArgsConstructor
@Tag(name = "Seeing", description = "Who has what, what is free, who reaches whom, what is wrong")
class AddressController {

	private final KnownEngine engine;

	private final SubnetAllocation allocation;

	private final AddressesProperties properties;

	@Needs(Role.VIEWER)
	@GetMapping("/networks/{network}/addresses")
	@Operation(operationId = "listAddresses", summary = "Tell who has which address of a network",
			description = "With what is used and free of each pool, and the address that the engine gives next: the lowest "
					+ "free one, even if a stopped container has asked for it and cannot start then.")
	@Raises({ FaultCode.NETWORK_NOT_FOUND, FaultCode.NETWORK_REPLACED, FaultCode.AMBIGUOUS_REFERENCE })
	Read<NetworkAddresses> addresses(@PathVariable @NetworkReference String network) {
		return Read
			.of((reading) -> NetworkAddresses.of(reading.topology(), References.network(reading.topology(), network)))
			.about((topology) -> Touched.networkWithMembers(topology, network));
	}

	@Needs(Role.VIEWER)
	@GetMapping("/address-pools")
	@Operation(operationId = "listAddressPools", summary = "Tell where the engine takes subnets from",
			description = "What each network takes of its default pools, what is free, in how many pieces, and which "
					+ "networks share addresses.")
	Read<AddressPools> pools() {
		return Read
			.of((reading) -> AddressPools.of(reading, DefaultPools.of(this.engine.get()), this.properties.avoid()))
			.live();
	}

	@Needs(Role.VIEWER)
	@GetMapping("/address-pools/free")
	@Operation(operationId = "listFreeSubnets", summary = "Suggest free subnets",
			description = "Subnets that overlap no network that is known, nothing in moorage.addresses.avoid, no route of this "
					+ "service's machine, and nothing that is kept for other purposes (loopback, link-local, multicast). Nothing is "
					+ "reserved: POST /networks with a pool of {prefixLength, within} finds and takes one at once.")
	@Raises(FaultCode.INVALID_REQUEST)
	Read<Listing<FreeSubnet>> free(@Valid @ParameterObject FreeRequest request) {
		int size = request.size();
		return Read.of((reading) -> {
			List<FreeSubnet> items = this.allocation
				.free(reading.topology(), List.of(), size, request.within(), request.limit())
				.stream()
				.map((subnet) -> new FreeSubnet(subnet, subnet.network().plus(1)))
				.toList();
			return Listing.of(reading, items);
		}).live();
	}

	/**
	 * Is a subnet that a network can have.
	 *
	 * @param subnet the block
	 * @param gateway the address that its gateway would get
	 */
	@Schema(name = "FreeSubnet")
	record FreeSubnet(Subnet subnet, IpAddress gateway) {

	}

}
