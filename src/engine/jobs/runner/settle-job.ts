// What each end of an attempt does to the job's row: the one table of outcomes.
import { AppError } from '../../../shared/app-error.ts'
import { assertNever } from '../../../shared/assert-never.ts'
import type { Transaction } from '../../db/database.ts'
import { explainDatabaseError } from '../../db/open.ts'
import { addJobAttempt } from '../../db/queries/jobs/add-job-attempt.ts'
import { completeJob } from '../../db/queries/jobs/complete-job.ts'
import { cancelledEnd, endJob, type UnsuccessfulEnd as JobEnd } from '../../db/queries/jobs/end-job.ts'
import { addPause } from '../../db/queries/jobs/add-pause.ts'
import { bucketScopeName } from '../../db/queries/jobs/pause-row.ts'
import { findCancelRequest } from '../../db/queries/jobs/request-cancel.ts'
import { findSuccessor, handOver, requeueJob } from '../../db/queries/jobs/requeue-job.ts'
import { type DraggedJob, releaseDependents } from '../dependents.ts'
import { enqueueFollowUps } from '../enqueue.ts'
import { queueOf } from '../queue-binding.ts'
import { raiseAlert } from '../raise-alert.ts'
import { backoffDelayMs } from './retry.ts'
import { rankOf } from './suspicion.ts'
import type { RunningJob } from './running-job.ts'
import { type Outcome, PermanentError } from '../types.ts'

/** How a processor ended its attempt. */
export type AttemptEnd =
  | { readonly kind: 'returned'; readonly outcome: Outcome }
  | { readonly kind: 'threw'; readonly error: unknown }

/** What became of the job. */
export type Settlement =
  | { readonly kind: 'completed'; readonly dragged: readonly DraggedJob[] }
  | UnsuccessfulEnd
  | {
      readonly kind: 'requeued'
      readonly outcome: 'failed' | 'snoozed' | 'interrupted'
      readonly reason: string
      readonly runAtMs: number
    }

/** The job will not run again by itself. */
interface UnsuccessfulEnd {
  readonly kind: 'failed' | 'cancelled'
  readonly error: string
  readonly dragged: readonly DraggedJob[]
  /** Whether an alert of its own tells the failure, with its cure: then the kind is not to blame. */
  readonly hasOwnAlert: boolean
}

/** How long a job waits for room on the disk before it tries again. Nobody's fault: no attempt is used up. */
const diskFullDelayMs = 10_000

/** A job that puts itself off waits at least so long, whatever time it names: one that has passed already would let it run in circles. */
const leastDelayMs = 1_000

/** What is told of an attempt that was broken off. */
const interruptions = {
  shutdown: 'OmniCRM was closed while the job ran.',
  making_room: 'A job that may have ended OmniCRM runs alone for a moment; this one goes on after it.',
  paused: 'The job was paused; it goes on from its last checkpoint.',
} as const

/** Settles an attempt in the runner's transaction. A completion that cannot be written counts as a throw of the processor. */
export function settleJob(tx: Transaction, running: RunningJob, end: AttemptEnd, now: number, random: () => number): Settlement {
  if (end.kind === 'threw') return settleThrow(tx, running, end.error, now, random)
  const { outcome } = end
  if (outcome.kind === 'retry_later') return settleRetryLater(tx, running, outcome, now)
  if (outcome.kind !== 'completed') return assertNever(outcome)
  try {
    const result = JSON.stringify(outcome.result)
    // A wish to cancel that comes too late for the job itself still keeps what would have followed.
    const followUps = running.isCancelRequested ? [] : outcome.followUps
    if (followUps.length === 0 && !outcome.write) {
      completeJob(tx, running.row.id, now, result)
    } else {
      // A transaction inside of one is a savepoint: what cannot be written is undone for this job alone.
      tx.sqlite.transaction(() => {
        outcome.write?.(tx)
        enqueueFollowUps(tx, followUps, running.job)
        completeJob(tx, running.row.id, now, result)
      })()
    }
  } catch (error) {
    // A full disk ends the whole transaction, not only the savepoint: then nothing more may be written here.
    if (!tx.sqlite.inTransaction) throw error
    return settleThrow(tx, running, explainDatabaseError(error, tx.path), now, random)
  }
  return { kind: 'completed', dragged: releaseDependents(tx, running.row.id, now) }
}

function settleThrow(tx: Transaction, running: RunningJob, error: unknown, now: number, random: () => number): Settlement {
  const cancelled = settleCancelled(tx, running, now)
  if (cancelled) return cancelled
  const { stopKind } = running
  if (stopKind !== null && stopKind !== 'cancelled') return interruptJob(tx, running, interruptions[stopKind], now)
  const explained = explainDatabaseError(error, tx.path)
  if (explained instanceof AppError && explained.kind === 'disk_full') {
    const { message, hint } = explained
    recordAttempt(tx, running, 'snoozed', message, null, now)
    const runAtMs = now + diskFullDelayMs
    return putBack(tx, running, { outcome: 'snoozed', reason: message, hint, runAtMs, attempt: running.row.attempt - 1 }, now)
  }
  const { message, hint, stack } = describeError(error)
  const hasOwnAlert = raiseAccountAlert(tx, running, error)
  const isLast = error instanceof PermanentError || running.row.attempt >= running.row.maxAttempts
  if (isLast) return { ...endUnsuccessfully(tx, running, { status: 'failed', error: message, hint }, stack, now), hasOwnAlert }
  recordAttempt(tx, running, 'failed', message, stack, now)
  const runAtMs = now + backoffDelayMs(running.definition.backoff, running.row.attempt, random)
  return putBack(tx, running, { outcome: 'failed', reason: message, hint, runAtMs, attempt: running.row.attempt }, now)
}

/** Ends the job as cancelled if somebody wants that, whether or not its processor has heard of it; null otherwise. */
function settleCancelled(tx: Transaction, running: RunningJob, now: number): UnsuccessfulEnd | null {
  const request = findCancelRequest(tx, running.row.id)
  return request && endUnsuccessfully(tx, running, cancelledEnd(request.causeId), null, now)
}

function settleRetryLater(
  tx: Transaction,
  running: RunningJob,
  outcome: Extract<Outcome, { kind: 'retry_later' }>,
  now: number,
): Settlement {
  const cancelled = settleCancelled(tx, running, now)
  if (cancelled) return cancelled
  const { reason } = outcome
  const runAtMs = Math.max(outcome.atMs, now + leastDelayMs)
  recordAttempt(tx, running, 'snoozed', reason, null, now)
  if (running.lane.bucket !== null) {
    addPause(tx, { scope: bucketScopeName(running.lane.bucket), reason, untilAt: runAtMs }, now)
    queueOf(tx).listener?.pausesChanged()
  }
  return putBack(tx, running, { outcome: 'snoozed', reason, hint: null, runAtMs, attempt: running.row.attempt - 1 }, now)
}

/** Puts a job back that was asked to stop for a while: it keeps its attempt and goes on from its checkpoint. */
function interruptJob(tx: Transaction, running: RunningJob, reason: string, now: number): Settlement {
  recordAttempt(tx, running, 'interrupted', reason, null, now)
  return putBack(tx, running, { outcome: 'interrupted', reason, hint: null, runAtMs: now, attempt: running.row.attempt - 1 }, now)
}

/** Ends a running job as cancelled or failed, with its attempt kept. */
function endUnsuccessfully(
  tx: Transaction,
  running: RunningJob,
  end: JobEnd,
  stack: string | null,
  now: number,
): UnsuccessfulEnd {
  const { status, error } = end
  recordAttempt(tx, running, status, error, stack, now)
  endJob(tx, running.row.id, running.job.kind, now, end)
  return { kind: status, error, dragged: releaseDependents(tx, running.row.id, now), hasOwnAlert: false }
}

/** How a job goes on after an attempt. `attempt` counts those that are used up. */
interface NextAttempt {
  readonly outcome: 'failed' | 'snoozed' | 'interrupted'
  readonly reason: string
  readonly hint: string | null
  readonly runAtMs: number
  readonly attempt: number
}

function putBack(tx: Transaction, running: RunningJob, next: NextAttempt, now: number): Settlement {
  const queue = queueOf(tx)
  const { id, priority } = running.row
  const { kind } = running.job
  const isReady = next.runAtMs <= now
  // A job that ended by itself is no suspect; one that was broken off has shown nothing.
  const deaths = next.outcome === 'interrupted' ? running.deaths : 0
  const couldRequeue = requeueJob(tx, id, {
    runAt: next.runAtMs,
    readyRank: isReady ? rankOf(deaths, next.runAtMs, priority) : null,
    attempt: next.attempt,
    deaths,
    error: next.outcome === 'interrupted' ? null : next.reason,
    hint: next.hint,
  })
  if (!couldRequeue) return yieldToSuccessor(tx, { id, kind, deaths }, next, now)
  if (isReady) queue.listener?.laneReady(running.lane.name)
  else queue.listener?.readyAt(next.runAtMs)
  return { kind: 'requeued', outcome: next.outcome, reason: next.reason, runAtMs: next.runAtMs }
}

/**
 * Ends a job in whose place a newer one with the same unique key is waiting already. That one does the same work: it goes on from the
 * checkpoint, with the attempts that are used up and what is known of them, so that work that always fails is found to fail.
 */
export function yieldToSuccessor(
  tx: Transaction,
  job: { readonly id: number; readonly kind: string; readonly deaths: number },
  next: NextAttempt,
  now: number,
): Settlement {
  const { id, kind, deaths } = job
  const { runAtMs, attempt, reason, hint } = next
  const successor = findSuccessor(tx, id)
  if (!successor) throw new Error(`job ${id} can neither be queued again nor be handed over`)
  handOver(tx, id, successor.id, { runAt: runAtMs, attempt, deaths, error: next.outcome === 'interrupted' ? null : reason, hint })
  queueOf(tx).listener?.readyAt(runAtMs)
  const error = `${reason} Job ${successor.id} takes over.`
  endJob(tx, id, kind, now, { status: 'cancelled', error, hint: null })
  return { kind: 'cancelled', error, dragged: releaseDependents(tx, id, now), hasOwnAlert: false }
}

function recordAttempt(
  tx: Transaction,
  running: RunningJob,
  outcome: 'failed' | 'snoozed' | 'cancelled' | 'interrupted',
  reason: string,
  stack: string | null,
  now: number,
): void {
  addJobAttempt(tx, {
    jobId: running.row.id,
    attempt: running.row.attempt,
    startedAt: running.startedAtMs,
    finishedAt: Math.max(now, running.startedAtMs),
    outcome,
    reason,
    stack,
  })
}

const longestMessage = 2_000
const longestStack = 8_000

function describeError(error: unknown): { message: string; hint: string | null; stack: string | null } {
  if (!(error instanceof Error)) return { message: String(error).slice(0, longestMessage), hint: null, stack: null }
  const hint = error instanceof PermanentError || error instanceof AppError ? error.hint : null
  return {
    message: (error.message || error.name).slice(0, longestMessage),
    hint,
    stack: error.stack?.slice(0, longestStack) ?? null,
  }
}

/** Raises the alert about an account that has to be reconnected; answers whether that is what the error says. */
function raiseAccountAlert(tx: Transaction, running: RunningJob, error: unknown): boolean {
  const known = error instanceof AppError ? error : error instanceof Error && error.cause instanceof AppError ? error.cause : null
  if (known?.kind !== 'needs_reconnect') return false
  raiseAlert(tx, {
    kind: 'needs_reconnect',
    subject: running.job.accountId ?? '',
    message: known.message,
    cure: known.hint,
    jobId: running.row.id,
  })
  return true
}
