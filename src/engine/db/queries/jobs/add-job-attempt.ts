// Keeps an attempt that did not complete its job.
import type { Transaction } from '../../database.ts'

/** How an attempt ended. */
export interface JobAttemptRow {
  readonly jobId: number
  readonly attempt: number
  readonly startedAt: number
  readonly finishedAt: number
  readonly outcome: 'failed' | 'snoozed' | 'cancelled' | 'interrupted'
  readonly reason: string
  readonly stack: string | null
}

/** A job that is put off again and again keeps so many of these; every attempt that failed or was cancelled is kept. */
export const snoozesKept = 50

/** Adds an attempt to the history of its job. */
export function addJobAttempt(tx: Transaction, row: JobAttemptRow): void {
  tx.prepare(`
    INSERT INTO job_attempts (job_id, attempt, started_at, finished_at, outcome, reason, stack) VALUES (?, ?, ?, ?, ?, ?, ?)
  `).run(row.jobId, row.attempt, row.startedAt, row.finishedAt, row.outcome, row.reason, row.stack)
  if (row.outcome !== 'snoozed' && row.outcome !== 'interrupted') return
  tx.prepare(`
    DELETE FROM job_attempts WHERE id IN (
      SELECT id FROM job_attempts WHERE job_id = ? AND (outcome = 'snoozed' OR outcome = 'interrupted')
      ORDER BY id DESC LIMIT -1 OFFSET ${snoozesKept}
    )
  `).run(row.jobId)
}
