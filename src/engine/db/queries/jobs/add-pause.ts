// Holds jobs back, in a way that survives a restart.
import type { Transaction } from '../../database.ts'
import type { PauseRow } from './pause-row.ts'

/** Pauses a scope; one that is paused already stays so for the longer of the two times. The length of one that ends by itself counts from now. */
export function addPause(tx: Transaction, pause: PauseRow, now: number): void {
  tx.prepare(`
    INSERT INTO job_pauses (scope, reason, until_at, created_at) VALUES (?, ?, ?, ?)
    ON CONFLICT (scope) DO UPDATE SET
      reason = excluded.reason,
      created_at = iif(until_at IS NULL OR excluded.until_at IS NULL, created_at, excluded.created_at),
      until_at = CASE WHEN until_at IS NULL OR excluded.until_at IS NULL THEN NULL ELSE max(until_at, excluded.until_at) END
  `).run(pause.scope, pause.reason, pause.untilAt, now)
}
