package io.moorage.access;

import java.nio.file.Path;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Says where the audit trail is kept.
 *
 * @param file the file that lines are added to, made when it is missing; null to write
 * them to the log alone
 */
@ConfigurationProperties("moorage.audit")
record AuditProperties(@Nullable Path file) {

}
