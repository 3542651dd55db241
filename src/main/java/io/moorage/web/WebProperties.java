package io.moorage.web;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Bounds what callers may send.
 *
 * @param maxBodySize how large a body may be
 */
@ConfigurationProperties("moorage.web")
record WebProperties(@DefaultValue("1MB") DataSize maxBodySize) {

}
