// Reads the next interactions in which nobody has looked for signatures yet.
import type { Database, Transaction } from '../../database.ts'

/** An interaction, as far as signatures are concerned. */
export interface PendingSignature {
  readonly id: number
  readonly kind: 'email' | 'meeting'
  readonly occurredAtMs: number
  readonly signatureText: string | null
  readonly isBulk: 0 | 1
  readonly goneAt: number | null
}

/** Rows after `afterId` that the stage before has done; those that it has not done yet are left to a later run. */
export function listPendingSignatures(db: Database, accountId: string, afterId: number, limit: number): PendingSignature[] {
  return db
    .prepare<[string, number, number], PendingSignature>(
      `SELECT id, kind, occurred_at AS occurredAtMs, signature_text AS signatureText, is_bulk AS isBulk, gone_at AS goneAt
       FROM interactions INDEXED BY interactions_identities_pending
       WHERE identities_state = 'pending' AND account_id = ? AND id > ? AND contacts_state <> 'pending' ORDER BY id LIMIT ?`,
    )
    .all(accountId, afterId, limit)
}

/** How many rows of an account wait for the stage. */
export function countPendingSignatures(db: Database, accountId: string): number {
  const row = db
    .prepare<[string], { total: number }>(
      "SELECT count(*) AS total FROM interactions WHERE identities_state = 'pending' AND account_id = ?",
    )
    .get(accountId)
  return row?.total ?? 0
}

/** Marks one interaction as looked at. */
export function setIdentitiesDone(tx: Transaction, interactionId: number): void {
  tx.prepare<[number]>("UPDATE interactions SET identities_state = 'done' WHERE id = ?").run(interactionId)
}
