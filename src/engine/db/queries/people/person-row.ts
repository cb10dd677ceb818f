// The columns of a person in a list, and how they become what a screen shows at a given time.
import type { Person } from '../../../../shared/views/people.ts'
import type { Database } from '../../database.ts'

/** A contact as the lists read it. */
export interface PersonRow {
  readonly id: number
  readonly name: string
  readonly primaryAddress: string | null
  readonly organization: string | null
  readonly status: 'active' | 'suggested' | 'dismissed' | 'hidden' | 'merged'
  readonly hiddenReason: string | null
  readonly lastInteractionAtMs: number | null
  readonly nextMeetingAtMs: number | null
  readonly sentCount: number
  readonly receivedCount: number
  readonly meetingCount: number
  readonly strength: number
}

/** Columns of {@link PersonRow}, of a table called `contact`. */
export const personColumns = `contact.id, contact.display_name AS name, contact.primary_address AS primaryAddress, contact.organization,
  contact.status, contact.hidden_reason AS hiddenReason, contact.last_interaction_at AS lastInteractionAtMs,
  contact.next_meeting_at AS nextMeetingAtMs, contact.sent_count AS sentCount, contact.received_count AS receivedCount,
  contact.meeting_count AS meetingCount, contact.strength`

/**
 * Turns rows into what is shown at `nowMs`. The table holds the state of the last run: a meeting that has begun since counts as the
 * last interaction here, and meetings that are still to come are not counted. `toStrength` makes 0 to 100 of the stored strength.
 */
export function toPeople(
  db: Database,
  rows: readonly PersonRow[],
  nowMs: number,
  toStrength: (stored: number, nowMs: number) => number,
): Person[] {
  return rows.map((row) => {
    const { status, strength, ...rest } = row
    const hasPlans = row.nextMeetingAtMs !== null
    const upcoming = hasPlans ? countMeetingsAfter(db, row.id, nowMs) : 0
    const hasBegun = row.nextMeetingAtMs !== null && row.nextMeetingAtMs <= nowMs
    const meetingCount = Math.max(0, row.meetingCount - upcoming)
    return {
      ...rest,
      status: status === 'merged' ? 'hidden' : status,
      lastInteractionAtMs: hasBegun
        ? (findMeeting(db, row.id, nowMs, 'last') ?? row.lastInteractionAtMs)
        : row.lastInteractionAtMs,
      nextMeetingAtMs: hasBegun ? findMeeting(db, row.id, nowMs, 'next') : row.nextMeetingAtMs,
      meetingCount,
      strength: toStrength(strength, nowMs),
    }
  })
}

function countMeetingsAfter(db: Database, contactId: number, nowMs: number): number {
  const row = db
    .prepare<[number, number], { total: number }>(
      "SELECT count(*) AS total FROM contact_interactions WHERE contact_id = ? AND relation = 'met' AND occurred_at > ?",
    )
    .get(contactId, nowMs)
  return row?.total ?? 0
}

const meetingTimes = {
  last: "SELECT max(occurred_at) AS atMs FROM contact_interactions WHERE contact_id = ? AND relation = 'met' AND occurred_at <= ?",
  next: "SELECT min(occurred_at) AS atMs FROM contact_interactions WHERE contact_id = ? AND relation IN ('met', 'invited') AND occurred_at > ?",
} as const

function findMeeting(db: Database, contactId: number, nowMs: number, which: keyof typeof meetingTimes): number | null {
  return db.prepare<[number, number], { atMs: number | null }>(meetingTimes[which]).get(contactId, nowMs)?.atMs ?? null
}
