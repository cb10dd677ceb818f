// Reads everything that decides where a contact is shown, by index look-ups whose cost does not grow with their history.
import type { Database } from '../../database.ts'
import type { StoredRelation } from './write-relations.ts'

/** A contact with the ends of its history. */
export interface ContactState {
  readonly id: number
  readonly displayName: string
  readonly primaryAddress: string | null
  readonly organization: string | null
  readonly title: string | null
  readonly phone: string | null
  readonly status: 'active' | 'suggested' | 'dismissed' | 'hidden' | 'merged'
  readonly hiddenReason: string | null
  readonly isDecided: 0 | 1
  readonly isSelf: 0 | 1
  readonly sentCount: number
  readonly receivedCount: number
  readonly meetingCount: number
  readonly hasCard: 0 | 1
  readonly hasReceived: 0 | 1
  readonly hasBulk: 0 | 1
  readonly isInvited: 0 | 1
  readonly isCopied: 0 | 1
  readonly isInCrowd: 0 | 1
  readonly firstDirectAtMs: number | null
  readonly lastDirectAtMs: number | null
  readonly firstBulkAtMs: number | null
  readonly lastBulkAtMs: number | null
  readonly nextMeetingAtMs: number | null
  readonly upcomingMeetingCount: number
}

const exists = (relation: StoredRelation): string =>
  `EXISTS (SELECT 1 FROM contact_interactions WHERE contact_id = contact.id AND relation = '${relation}')`
const first = (relation: StoredRelation): string =>
  `(SELECT min(occurred_at) FROM contact_interactions WHERE contact_id = contact.id AND relation = '${relation}')`
const last = (relation: StoredRelation): string =>
  `(SELECT max(occurred_at) FROM contact_interactions WHERE contact_id = contact.id AND relation = '${relation}' AND occurred_at <= +:nowMs)`
const next = (relation: StoredRelation): string =>
  `(SELECT min(occurred_at) FROM contact_interactions WHERE contact_id = contact.id AND relation = '${relation}' AND occurred_at > +:nowMs)`
const direct: readonly StoredRelation[] = ['sent', 'received', 'met']

const extreme = (name: 'min' | 'max', values: readonly string[]): string =>
  `(SELECT ${name}(at) FROM (${values.map((value) => `SELECT ${value} AS at`).join(' UNION ALL ')}))`

const sql = `SELECT contact.id, contact.display_name AS displayName, contact.primary_address AS primaryAddress, contact.organization, contact.title,
    contact.phone, contact.status, contact.hidden_reason AS hiddenReason, contact.is_decided AS isDecided, contact.is_self AS isSelf,
    contact.sent_count AS sentCount, contact.received_count AS receivedCount, contact.meeting_count AS meetingCount,
    EXISTS (SELECT 1 FROM contact_cards WHERE contact_id = contact.id) AS hasCard,
    ${exists('received')} AS hasReceived, ${exists('bulk')} AS hasBulk, ${exists('invited')} AS isInvited,
    ${exists('copied')} AS isCopied, ${exists('crowd')} AS isInCrowd,
    ${extreme('min', direct.map(first))} AS firstDirectAtMs, ${extreme('max', direct.map(last))} AS lastDirectAtMs,
    ${first('bulk')} AS firstBulkAtMs, ${last('bulk')} AS lastBulkAtMs,
    ${extreme('min', [next('met'), next('invited')])} AS nextMeetingAtMs,
    (SELECT count(*) FROM contact_interactions WHERE contact_id = contact.id AND relation = 'met' AND occurred_at > +:nowMs) AS upcomingMeetingCount
  FROM contacts contact WHERE contact.id = +:contactId`

/** The contact, or null when there is none. `nowMs` divides what has happened from what is planned. */
export function readContactState(db: Database, contactId: number, nowMs: number): ContactState | null {
  return db.prepare<[{ contactId: number; nowMs: number }], ContactState>(sql).get({ contactId, nowMs }) ?? null
}

/** The header or rule that told the newest automatic mail of a contact; null when none was noted. */
export function readNewestBulkReason(db: Database, contactId: number): string | null {
  const row = db
    .prepare<[number], { bulkReason: string | null }>(
      `SELECT interaction.bulk_reason AS bulkReason FROM contact_interactions related CROSS JOIN interactions interaction ON interaction.id = related.interaction_id
       WHERE related.contact_id = +? AND related.relation = 'bulk' ORDER BY related.occurred_at DESC, interaction.source_key LIMIT 1`,
    )
    .get(contactId)
  return row?.bulkReason ?? null
}
