// Reads the interactions whose text has still to be embedded.
import type { Database } from '../../database.ts'

/** What of an interaction is embedded. */
export interface PendingText {
  readonly id: number
  readonly title: string
  readonly writtenText: string
}

/** At most `limit` interactions of an account that wait for the embedding stage, newest first: people look for what is fresh. */
export function listPendingTexts(db: Database, accountId: string, limit: number): PendingText[] {
  return db
    .prepare<[string, number], PendingText>(
      `SELECT id, title, written_text AS writtenText FROM interactions
       WHERE embedding_state = 'pending' AND account_id = ? ORDER BY id DESC LIMIT ?`,
    )
    .all(accountId, limit)
}

/** How many interactions of an account wait for the embedding stage. */
export function countPendingTexts(db: Database, accountId: string): number {
  const row = db
    .prepare<[string], { count: number }>(
      `SELECT count(*) AS count FROM interactions WHERE embedding_state = 'pending' AND account_id = ?`,
    )
    .get(accountId)
  return row?.count ?? 0
}
