// Writes what follows from a contact's history.
import type { Transaction } from '../../database.ts'

/** The derived columns of a contact. */
export interface ContactSummary {
  readonly displayName: string
  readonly primaryAddress: string | null
  readonly organization: string | null
  readonly title: string | null
  readonly phone: string | null
  readonly status: 'active' | 'suggested' | 'dismissed' | 'hidden' | 'merged'
  readonly hiddenReason: string | null
  readonly firstInteractionAtMs: number | null
  readonly lastInteractionAtMs: number | null
  readonly nextMeetingAtMs: number | null
  readonly sentCount: number
  readonly receivedCount: number
  readonly meetingCount: number
  readonly strength: number
}

const values = `display_name = :displayName, primary_address = :primaryAddress, organization = :organization, title = :title, phone = :phone,
  status = :status, hidden_reason = :hiddenReason, first_interaction_at = :firstInteractionAtMs, last_interaction_at = :lastInteractionAtMs,
  next_meeting_at = :nextMeetingAtMs, sent_count = :sentCount, received_count = :receivedCount, meeting_count = :meetingCount, strength = :strength`

const changed = values.replace(/(\w+) = (:\w+)/g, '$1 IS NOT $2').replaceAll(',', ' OR')

/** Writes the row if anything in it differs, so that nothing new leaves the table untouched. */
export function updateContactSummary(tx: Transaction, contactId: number, summary: ContactSummary, nowMs: number): void {
  tx.prepare<[ContactSummary & { contactId: number; nowMs: number }]>(
    `UPDATE contacts SET ${values}, updated_at = :nowMs WHERE id = :contactId AND (${changed})`,
  ).run({ ...summary, contactId, nowMs })
}
