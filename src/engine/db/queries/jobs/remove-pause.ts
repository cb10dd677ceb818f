// Lets jobs go on.
import type { Transaction } from '../../database.ts'

/** Ends a pause; answers whether there was one. */
export function removePause(tx: Transaction, scope: string): boolean {
  return tx.prepare('DELETE FROM job_pauses WHERE scope = ?').run(scope).changes > 0
}

/** Ends the pauses whose time has come; answers how many there were. */
export function removeEndedPauses(tx: Transaction, now: number): number {
  return tx.prepare('DELETE FROM job_pauses WHERE until_at <= ?').run(now).changes
}
