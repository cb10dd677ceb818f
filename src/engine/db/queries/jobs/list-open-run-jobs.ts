// Finds what is still to be done of a run.
import type { Transaction } from '../../database.ts'

/** A job of a run that waits or runs. */
export interface OpenRunJob {
  readonly id: number
  /** Whether a job outside of the run has asked for it, too: the stages of an account serve all of its syncs. */
  readonly isShared: 0 | 1
}

/** The jobs of the run that `rootId` began which have not ended, the latest first. */
export function listOpenRunJobs(tx: Transaction, rootId: number): OpenRunJob[] {
  return tx
    .prepare<[{ rootId: number }], OpenRunJob>(`
      WITH RECURSIVE run (id) AS (
        SELECT @rootId
        UNION SELECT child_id FROM run JOIN job_follow_ups ON parent_id = run.id
        UNION SELECT child_id FROM run JOIN job_dependencies ON parent_id = run.id
      )
      SELECT jobs.id, jobs.id <> @rootId AND EXISTS (
        SELECT 1 FROM job_follow_ups WHERE child_id = jobs.id AND parent_id NOT IN (SELECT id FROM run)
      ) AS isShared
      FROM run JOIN jobs ON jobs.id = run.id WHERE status = 'queued' OR status = 'processing' ORDER BY jobs.id DESC
    `)
    .all({ rootId })
}
