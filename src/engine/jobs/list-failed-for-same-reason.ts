// Finds what failed for the same reason, so that it can be dealt with at once.
import type { Transaction } from '../db/database.ts'
import { type JobStateRow, listFailedOfKind } from '../db/queries/jobs/find-job-state.ts'
import { normalizeReason } from './normalize-reason.ts'

/** Ids of the failed jobs of the job's kind with the same reason, the job itself among them when it has failed; none that were put away. */
export function listFailedForSameReason(tx: Transaction, { id, kind, error }: JobStateRow): number[] {
  const reason = normalizeReason(error)
  return listFailedOfKind(tx, kind)
    .filter((other) => other.id === id || (other.dismissedAt === null && normalizeReason(other.error) === reason))
    .map((other) => other.id)
}
