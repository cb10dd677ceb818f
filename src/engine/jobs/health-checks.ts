// Looks whether something needs a person, and whether what needed one still does: kinds that fail too often, jobs that cannot run.
import { jobName } from '../../shared/jobs/job-name.ts'
import type { Transaction } from '../db/database.ts'
import { findJobState } from '../db/queries/jobs/find-job-state.ts'
import { listOpenAlerts, type OpenAlert } from '../db/queries/jobs/list-open-alerts.ts'
import { findFailedSince, type Outcomes, sumOutcomes } from '../db/queries/jobs/sum-outcomes.ts'
import { raiseAlert, settleAlert } from './raise-alert.ts'

/** A kind is failing when fewer of its jobs than this completed over the last hour. */
export const healthySuccessRate = 0.99
const hourMs = 60 * 60_000

/** Raises the alert about each of these kinds that has failed too often over the last hour; each has just had a job fail by its own fault. */
export function checkKinds(tx: Transaction, kinds: Iterable<string>, now: number): void {
  for (const kind of kinds) {
    const failing = readFailing(tx, kind, now)
    if (!failing) continue
    const { completed, failures, jobId } = failing
    raiseAlert(tx, {
      kind: 'failing_kind',
      subject: kind,
      message: `“${jobName(kind)}” failed ${failures} of ${completed + failures} times over the last hour.`,
      cure: 'Open the failed job to see the reason and what to do about it; then retry all that failed for that reason.',
      jobId,
    })
  }
}

/** Closes the alerts whose cause has gone; answers whether any is left that may close by itself. */
export function reviewAlerts(tx: Transaction, now: number): boolean {
  let isAnyLeft = false
  for (const alert of listOpenAlerts(tx)) {
    const isStill = isStillTrue(tx, alert, now)
    if (isStill === false) settleAlert(tx, alert.kind, alert.subject)
    isAnyLeft ||= isStill === true
  }
  return isAnyLeft
}

/** Null for an alert that others close. */
function isStillTrue(tx: Transaction, { kind, subject, jobId }: OpenAlert, now: number): boolean | null {
  switch (kind) {
    case 'failing_kind':
      return readFailing(tx, subject, now) !== null
    case 'unknown_kind':
    case 'unfit_payload':
      return findFailedSince(tx, subject, 0) !== null || isOpen(tx, jobId)
    case 'poison_job':
      return isOpen(tx, jobId)
    default:
      return null
  }
}

/** Whether a job that had failed still needs somebody: it was not put away and has not completed. While it is tried once more nobody knows. */
function isOpen(tx: Transaction, jobId: number | null): boolean {
  const job = jobId === null ? undefined : findJobState(tx, jobId)
  if (!job || job.dismissedAt !== null) return false
  return job.status === 'failed' || job.status === 'queued' || job.status === 'processing'
}

/** How a kind went over the last hour if too many of its jobs have failed and one of them is still failed; otherwise null. */
function readFailing(tx: Transaction, kind: string, now: number): (Outcomes & { jobId: number }) | null {
  const outcomes = sumOutcomes(tx, kind, now - hourMs, now)
  const { completed, failures } = outcomes
  if (failures === 0 || completed / (completed + failures) >= healthySuccessRate) return null
  const jobId = findFailedSince(tx, kind, now - hourMs)
  return jobId === null ? null : { ...outcomes, jobId }
}
