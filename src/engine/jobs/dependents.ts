// Moves a flow on when one of its jobs has ended: children become ready, fail or are skipped, so a flow never hangs.
import type { Transaction } from '../db/database.ts'
import { endJob } from '../db/queries/jobs/end-job.ts'
import {
  type DependentRow,
  hasDependents,
  listParents,
  listWaitingChildren,
  type ParentRow,
} from '../db/queries/jobs/list-dependents.ts'
import { setJobWaiting } from '../db/queries/jobs/set-job-waiting.ts'
import { readyRank } from '../db/queries/jobs/ready-rank.ts'
import { queueOf } from './queue-binding.ts'

/** A job that ended because of another one. */
export interface DraggedJob {
  readonly jobId: number
  readonly kind: string
  readonly status: 'failed' | 'cancelled'
  readonly error: string
}

/** What the jobs a child depends on mean for it. */
type Verdict =
  | { readonly kind: 'ready' }
  | { readonly kind: 'waits'; readonly open: number }
  | { readonly kind: 'fails' | 'skipped'; readonly parentId: number; readonly causeId: number }

/**
 * Judges a waiting job by its parents once all of them have ended, so that the verdict does not depend on which of them was faster.
 * A bad parent with the policy `fail` counts before one with `skip`.
 */
export function judge(parents: readonly ParentRow[]): Verdict {
  const open = parents.filter((parent) => parent.status === 'queued' || parent.status === 'processing').length
  if (open > 0) return { kind: 'waits', open }
  const bad = parents.filter((parent) => parent.status === 'failed' || parent.status === 'cancelled')
  const decisive = bad.find((parent) => parent.onFailure === 'fail') ?? bad.find((parent) => parent.onFailure === 'skip')
  if (!decisive) return { kind: 'ready' }
  return {
    kind: decisive.onFailure === 'fail' ? 'fails' : 'skipped',
    parentId: decisive.id,
    causeId: decisive.causeId ?? decisive.id,
  }
}

const none: readonly DraggedJob[] = []

/** Settles everything that waited for this job, and what waited for that, and so on. Answers the jobs that ended because of it. */
export function releaseDependents(tx: Transaction, endedId: number, now: number): readonly DraggedJob[] {
  if (!queueOf(tx).hasFlows || !hasDependents(tx, endedId)) return none
  const dragged: DraggedJob[] = []
  const ended = [endedId]
  for (let parentId = ended.pop(); parentId !== undefined; parentId = ended.pop()) {
    for (const child of listWaitingChildren(tx, parentId)) {
      const end = settleWaiting(tx, child, now)
      if (!end) continue
      dragged.push(end)
      ended.push(child.id)
    }
  }
  return dragged
}

/** Lets one waiting job go on, wait on, or end. */
export function settleWaiting(tx: Transaction, child: DependentRow, now: number): DraggedJob | null {
  const verdict = judge(listParents(tx, child.id))
  if (verdict.kind === 'waits') {
    setJobWaiting(tx, child.id, verdict.open, { runAt: child.runAt, readyRank: null })
    return null
  }
  if (verdict.kind === 'ready') {
    // A job that was not put off on purpose is ready now, even if the clock has been set back since it was made.
    const runAt = child.runAt <= child.createdAt ? now : Math.max(child.runAt, now)
    setJobWaiting(tx, child.id, 0, { runAt, readyRank: runAt <= now ? readyRank(runAt, child.priority) : null })
    if (runAt <= now) queueOf(tx).listener?.laneReady(child.lane)
    else queueOf(tx).listener?.readyAt(runAt)
    return null
  }
  const status = verdict.kind === 'fails' ? 'failed' : 'cancelled'
  const error =
    verdict.kind === 'fails'
      ? `Job ${verdict.parentId}, which this one needs, did not complete.`
      : `Skipped: job ${verdict.parentId} did not complete.`
  endJob(tx, child.id, child.kind, now, {
    status,
    error,
    hint: `Retry job ${verdict.causeId}; this one follows.`,
    causeId: verdict.causeId,
  })
  return { jobId: child.id, kind: child.kind, status, error }
}
