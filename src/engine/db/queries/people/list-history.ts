// Reads what a contact has been through, for the account of the relationship that a person asks for.
import type { Database } from '../../database.ts'

/** One message or meeting. */
export interface HistoryRow {
  readonly interactionId: number
  readonly relation: 'sent' | 'received' | 'met'
  readonly atMs: number
}

/** The newest `limit` rows of each sort until `untilMs`, oldest first. */
export function listHistory(db: Database, contactId: number, untilMs: number, limit: number): HistoryRow[] {
  return (['sent', 'received', 'met'] as const)
    .flatMap((relation) =>
      db
        .prepare<[number, string, number, number], HistoryRow>(
          `SELECT interaction_id AS interactionId, relation, occurred_at AS atMs FROM contact_interactions
           WHERE contact_id = +? AND relation = +? AND occurred_at <= +? ORDER BY occurred_at DESC LIMIT ?`,
        )
        .all(contactId, relation, untilMs, limit),
    )
    .toSorted((a, b) => a.atMs - b.atMs || a.interactionId - b.interactionId)
}

/** The next meeting after `nowMs`, or null. */
export function findNextMeeting(db: Database, contactId: number, nowMs: number): { title: string; atMs: number } | null {
  const row = db
    .prepare<[number, number], { title: string; atMs: number }>(
      `SELECT interaction.title, related.occurred_at AS atMs FROM contact_interactions related
       CROSS JOIN interactions interaction ON interaction.id = related.interaction_id
       WHERE related.contact_id = +? AND related.relation IN ('met', 'invited') AND related.occurred_at > +? ORDER BY related.occurred_at, interaction.source_key LIMIT 1`,
    )
    .get(contactId, nowMs)
  return row ?? null
}

/** Title and the beginning of what was written. */
export interface HistoryText {
  readonly title: string
  readonly text: string
}

/** The texts of these interactions, each cut at `longest` characters. */
export function listTexts(db: Database, interactionIds: readonly number[], longest: number): HistoryText[] {
  return db
    .prepare<[number, string], HistoryText>(
      `SELECT title, substr(written_text, 1, ?) AS text FROM interactions WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id`,
    )
    .all(longest, JSON.stringify(interactionIds))
}

/** Ids of the newest interactions of anybody: what everything else is about. */
export function listRecentIds(db: Database, limit: number): number[] {
  return db
    .prepare<[number], { id: number }>(
      'SELECT id FROM interactions WHERE gone_at IS NULL AND is_copy = 0 ORDER BY occurred_at DESC, id DESC LIMIT ?',
    )
    .all(limit)
    .map((row) => row.id)
}
