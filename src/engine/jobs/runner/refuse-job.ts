// Fails a stored job that this version of the program cannot run: loudly, instead of letting it wait for ever.
import { jobName } from '../../../shared/jobs/job-name.ts'
import type { Transaction } from '../../db/database.ts'
import { addJobAttempt } from '../../db/queries/jobs/add-job-attempt.ts'
import { endJob } from '../../db/queries/jobs/end-job.ts'
import { type DraggedJob, releaseDependents } from '../dependents.ts'
import type { RefusedClaim } from './dispatcher.ts'
import { raiseAlert } from '../raise-alert.ts'

/** Ends the job and raises one alert for its kind. */
export function refuseJob(tx: Transaction, claim: RefusedClaim, now: number): { error: string; dragged: readonly DraggedJob[] } {
  const { id } = claim.row
  const { kind } = claim.lane
  const error =
    claim.kind === 'unknown_kind'
      ? `This version of OmniCRM knows no job kind "${kind}".`
      : `What is stored for this job is not what “${jobName(kind)}” needs (${claim.problem}).`
  const cure = 'Update OmniCRM and retry the job, or leave it: nothing else waits for it.'
  const { attempt } = claim.row
  addJobAttempt(tx, { jobId: id, attempt, startedAt: now, finishedAt: now, outcome: 'failed', reason: error, stack: null })
  endJob(tx, id, kind, now, { status: 'failed', error, hint: cure })
  raiseAlert(tx, { kind: claim.kind, subject: kind, message: `Job ${id} cannot run. ${error}`, cure, jobId: id })
  return { error, dragged: releaseDependents(tx, id, now) }
}
