// Ends a pause before its time when what it was for is over.
import type { Transaction } from '../../database.ts'

/** Ends the pause of a scope if it has this reason; answers whether there was one. */
export function removePauseFor(tx: Transaction, scope: string, reason: string): boolean {
  return tx.prepare<[string, string]>('DELETE FROM job_pauses WHERE scope = ? AND reason = ?').run(scope, reason).changes > 0
}
