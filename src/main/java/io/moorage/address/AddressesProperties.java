package io.moorage.address;

import java.util.List;

import io.moorage.topology.Subnet;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Says which addresses networks should not have.
 *
 * @param avoid blocks (a VPN's, an office's) that are never chosen or suggested; who asks
 * for one gets it with a warning
 */
@ConfigurationProperties("moorage.addresses")
record AddressesProperties(@DefaultValue List<Subnet> avoid) {

}
