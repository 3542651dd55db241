package io.moorage.access;

import java.util.List;

import io.moorage.fault.FaultCode;
import io.moorage.fault.MoorageException;
import io.moorage.fault.Raises;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;

import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Shows the audit trail.
 */
@RestController
@RequiredArgsConstructor
@Tag(name = "Audit", description = "Who changed what, or tried to")
class AuditController {

	private final AuditTrail trail;

	@GetMapping(path = "/audit", produces = MediaType.APPLICATION_JSON_VALUE)
	@Operation(operationId = "listAudit", summary = "Page through the audit trail",
			description = "What was changed here and what was refused, the latest first, out of moorage.audit.file. "
					+ "Each entry is the last line of its id.")
	@Needs(Role.ADMIN)
	@Raises({ FaultCode.INVALID_REQUEST, FaultCode.AUDIT_NOT_KEPT, FaultCode.AUDIT_UNAVAILABLE })
	ResponseEntity<AuditPage> list(@ParameterObject @Valid AuditQuery query) {
		if (!this.trail.isKept()) {
			throw new MoorageException(FaultCode.AUDIT_NOT_KEPT,
					"The audit trail goes to the log alone. Set moorage.audit.file to have it kept and shown here.");
		}
		return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(page(query));
	}

	private AuditPage page(AuditQuery query) {
		AuditPages pages = new AuditPages(query);
		this.trail.read(pages::take);
		return pages.page();
	}

	/**
	 * Is a part of the trail.
	 *
	 * @param items entries, the latest first
	 * @param next the value for {@code after} that goes on, or null at the end
	 */
	record AuditPage(List<AuditEntry> items, @Nullable String next) {

		AuditPage {
			items = List.copyOf(items);
		}

	}

}
