package io.moorage.access;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import io.moorage.access.AuditController.AuditPage;
import io.moorage.fault.MoorageException;
import lombok.RequiredArgsConstructor;

/**
 * Gathers a page of the audit trail from lines that come the latest first. Of the lines
 * of one id the last one counts.
 */
@RequiredArgsConstructor
class AuditPages {

	private final AuditQuery query;

	private final List<AuditEntry> found = new ArrayList<>();

	// What is over, and has lines from before that yet to come.
	private final Set<String> over = new HashSet<>();

	private boolean begun;

	/**
	 * Takes a line.
	 * @return whether more of them are wanted
	 */
	boolean take(AuditEntry entry) {
		if (entry.outcome().equals(Audit.BEGUN)) {
			if (this.over.remove(entry.id())) {
				return true;
			}
		}
		else if (!entry.objects().isEmpty() && !this.over.add(entry.id())) {
			return true;
		}
		if (!this.begun && this.query.after() != null) {
			this.begun = entry.id().equals(this.query.after());
			return true;
		}
		if (this.query.isAbout(entry) && this.query.isOutcome(entry)) {
			this.found.add(entry);
		}
		return this.found.size() <= this.query.most();
	}

	/**
	 * Returns the page.
	 * @throws MoorageException {@code invalid-request} when the page before is unknown
	 */
	AuditPage page() {
		if (!this.begun && this.query.after() != null) {
			throw MoorageException.invalid("?after", "is of no entry that is shown; begin again without it.");
		}
		boolean more = this.found.size() > this.query.most();
		List<AuditEntry> items = more ? this.found.subList(0, this.query.most()) : this.found;
		return new AuditPage(items, more ? items.getLast().id() : null);
	}

}
