// Reads the next interactions whose people have not been looked at yet.
import type { InteractionKind } from '../../../../shared/views/timeline.ts'
import type { Database } from '../../database.ts'

/** An interaction, as far as contacts are concerned. */
export interface PendingInteraction {
  readonly id: number
  readonly kind: InteractionKind
  readonly occurredAtMs: number
  readonly isBulk: boolean
  /** The source no longer has it, or it stands in another account: its people are known by name, but it counts for nothing. */
  readonly countsForNothing: boolean
  /** How much work it is. */
  readonly participantCount: number
}

interface PendingRow {
  id: number
  kind: InteractionKind
  occurredAtMs: number
  isBulk: number
  countsForNothing: number
  participantCount: number
}

const columns = `id, kind, occurred_at AS occurredAtMs, is_bulk AS isBulk, gone_at IS NOT NULL OR is_copy AS countsForNothing,
  (SELECT count(*) FROM interaction_participants WHERE interaction_id = interactions.id) AS participantCount`

/** The oldest `limit` rows of an account that wait for the stage. */
export function listPendingInteractions(db: Database, accountId: string, limit: number): PendingInteraction[] {
  return db
    .prepare<[string, number], PendingRow>(
      `SELECT ${columns} FROM interactions INDEXED BY interactions_contacts_pending
       WHERE contacts_state = 'pending' AND account_id = ? ORDER BY id LIMIT ?`,
    )
    .all(accountId, limit)
    .map(toPending)
}

/** One interaction in the same shape, whatever its state. */
export function getInteractionForContacts(db: Database, id: number): PendingInteraction | null {
  const row = db.prepare<[number], PendingRow>(`SELECT ${columns} FROM interactions WHERE id = ?`).get(id)
  return row ? toPending(row) : null
}

/** How many rows of an account wait for the stage. */
export function countPendingInteractions(db: Database, accountId: string): number {
  const row = db
    .prepare<[string], { total: number }>(
      "SELECT count(*) AS total FROM interactions WHERE contacts_state = 'pending' AND account_id = ?",
    )
    .get(accountId)
  return row?.total ?? 0
}

function toPending(row: PendingRow): PendingInteraction {
  return { ...row, isBulk: row.isBulk === 1, countsForNothing: row.countsForNothing === 1 }
}
