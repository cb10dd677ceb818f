// Keeps what may not start now, so that a pause and a rate limit survive a restart.
import type { PauseScope } from '../../../../shared/ipc/contract.ts'
import type { Database, Transaction } from '../../database.ts'

/** One pause. `untilAt` is null for a pause that only a person ends. */
export interface PauseRow {
  readonly scope: string
  readonly reason: string
  readonly untilAt: number | null
}

/** The stored word for a person's pause. */
export function pauseScopeName(scope: PauseScope): string {
  if (scope.kind === 'all') return 'all'
  return scope.kind === 'job_kind' ? `kind:${scope.jobKind}` : `account:${scope.accountId}`
}

/** The stored word for the pause of a bucket. */
export function bucketScopeName(bucket: string): string {
  return `bucket:${bucket}`
}

/** Every pause there is. */
export function listPauses(db: Database): PauseRow[] {
  return db.prepare<[], PauseRow>('SELECT scope, reason, until_at AS untilAt FROM job_pauses ORDER BY scope').all()
}

/** Pauses a scope; one that is paused already stays so for the longer of the two times. */
export function addPause(tx: Transaction, pause: PauseRow, now: number): void {
  tx.prepare(`
    INSERT INTO job_pauses (scope, reason, until_at, created_at) VALUES (?, ?, ?, ?)
    ON CONFLICT (scope) DO UPDATE SET
      reason = excluded.reason,
      until_at = CASE WHEN until_at IS NULL OR excluded.until_at IS NULL THEN NULL ELSE max(until_at, excluded.until_at) END
  `).run(pause.scope, pause.reason, pause.untilAt, now)
}

/** Ends a pause; answers whether there was one. */
export function removePause(tx: Transaction, scope: string): boolean {
  return tx.prepare('DELETE FROM job_pauses WHERE scope = ?').run(scope).changes > 0
}

/** Ends the pauses whose time has come; answers how many there were. */
export function removeEndedPauses(tx: Transaction, now: number): number {
  return tx.prepare('DELETE FROM job_pauses WHERE until_at <= ?').run(now).changes
}
