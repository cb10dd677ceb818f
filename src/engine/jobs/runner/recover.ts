// Puts the house in order after the program has died: orphaned jobs go back into the line at once, with their attempt restored.
import { jobName } from '../../../shared/jobs/job-name.ts'
import type { Transaction } from '../../db/database.ts'
import { addJobAttempt } from '../../db/queries/jobs/add-job-attempt.ts'
import { openBoot } from '../../db/queries/jobs/boots.ts'
import { cancelledEnd, endJob } from '../../db/queries/jobs/end-job.ts'
import { listOrphans, type OrphanRow } from '../../db/queries/jobs/list-orphans.ts'
import { listWaitingJobs } from '../../db/queries/jobs/list-waiting-jobs.ts'
import { recountJobTotals } from '../../db/queries/jobs/recount-job-totals.ts'
import { requeueJob } from '../../db/queries/jobs/requeue-job.ts'
import { releaseDependents, settleWaiting } from '../dependents.ts'
import { raiseAlert } from '../raise-alert.ts'
import { yieldToSuccessor } from './settle-job.ts'
import { isGuilty, rankOf } from './suspicion.ts'

/** What a run of the program has found at its start. */
export interface Takeover {
  /** The number of this run, for its claims. */
  readonly bootNumber: number
  /** How many jobs an earlier run has left behind in the middle of their work. */
  readonly orphans: number
}

/** Begins a run of the program: nothing of an earlier one is left marked as running, and nothing waits for what has ended. */
export function takeOver(tx: Transaction, bootId: string, now: number): Takeover {
  const boot = openBoot(tx, bootId, now)
  if (boot.previousDied) recountJobTotals(tx)
  const orphans = recoverOrphans(tx, now)
  recoverWaiting(tx, now)
  return { bootNumber: boot.id, orphans }
}

/** Requeues what was running when the program died. Answers how many jobs that were. */
function recoverOrphans(tx: Transaction, now: number): number {
  const orphans = listOrphans(tx)
  for (const orphan of orphans) recoverOrphan(tx, orphan, orphans.length - 1, now)
  return orphans.length
}

/** Looks at every job that waits for others and lets go those that wait for nothing any more: a flow never hangs. */
function recoverWaiting(tx: Transaction, now: number): void {
  const ended = new Set<number>()
  for (const job of listWaitingJobs(tx)) {
    // One that an earlier one of this list has taken along has ended already.
    if (ended.has(job.id) || !settleWaiting(tx, job, now)) continue
    for (const dragged of releaseDependents(tx, job.id, now)) ended.add(dragged.jobId)
  }
}

/** `beside` is how many others ran when the program died. */
function recoverOrphan(tx: Transaction, orphan: OrphanRow, beside: number, now: number): void {
  const deaths = orphan.deaths + 1
  const reason = 'OmniCRM ended while the job ran.'
  addJobAttempt(tx, {
    jobId: orphan.id,
    attempt: orphan.attempt,
    startedAt: orphan.startedAt,
    finishedAt: Math.max(now, orphan.startedAt),
    outcome: 'interrupted',
    reason,
    stack: null,
  })
  if (orphan.cancelRequestedAt !== null) {
    endJob(tx, orphan.id, orphan.kind, now, cancelledEnd(orphan.causeId))
    releaseDependents(tx, orphan.id, now)
    return
  }
  if (isGuilty(deaths, beside)) return park(tx, orphan, deaths, now)
  const couldRequeue = requeueJob(tx, orphan.id, {
    runAt: now,
    readyRank: rankOf(deaths, now, orphan.priority),
    attempt: orphan.attempt - 1,
    deaths,
    error: null,
  })
  if (!couldRequeue) {
    const { id, kind, attempt } = orphan
    const next = { outcome: 'interrupted', reason, hint: null, runAtMs: now, attempt: attempt - 1 } as const
    yieldToSuccessor(tx, { id, kind, deaths }, next, now)
  }
}

function park(tx: Transaction, orphan: OrphanRow, deaths: number, now: number): void {
  const error = `OmniCRM has ended ${deaths} times while this job ran.`
  const hint =
    'It is left alone so that the rest can go on. Retry it once; if OmniCRM ends again, export the diagnostics from Settings.'
  endJob(tx, orphan.id, orphan.kind, now, { status: 'failed', error, hint })
  raiseAlert(tx, {
    kind: 'poison_job',
    subject: String(orphan.id),
    message: `“${jobName(orphan.kind)}” is parked. ${error}`,
    cure: hint,
    jobId: orphan.id,
  })
  releaseDependents(tx, orphan.id, now)
}
