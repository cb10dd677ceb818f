// Decides whether a command did what it was asked to: only what happened in its own run counts, and whatever is left has a reason.
import type { Job } from '../shared/views/jobs.ts'
import type { Account } from '../shared/views/status.ts'
import { pausedByPerson } from '../engine/jobs/commands/pause-jobs.ts'
import { exitCodes } from './exit-codes.ts'

/** What a run left behind. */
export interface LeftByRun {
  /** Jobs that have failed for good during the run. */
  readonly failed: readonly Job[]
  /** Jobs that the run was to do and that still wait. */
  readonly left: readonly Job[]
  readonly accounts: readonly Account[]
  /** The accounts that the run was about. */
  readonly wantedAccountIds: readonly string[]
  readonly failedItems: number
}

/** How a run ended. */
export interface EndOfRun {
  readonly exitCode: number
  /** Why it is not done, a sentence each; failed items are no reason, they are told with the figures. */
  readonly reasons: readonly string[]
}

/** Judges a run. */
export function judgeRun({ failed, left, accounts, wantedAccountIds, failedItems }: LeftByRun): EndOfRun {
  const concerned = new Set([...wantedAccountIds, ...failed.map(({ accountId }) => accountId)])
  const broken = accounts.filter(({ id, status }) => status === 'needs_reconnect' && concerned.has(id))
  const reasons = [
    ...broken.map(
      ({ email, statusReason }) =>
        `${email} needs reconnecting: ${statusReason ?? 'the sign-in has ended.'} Use "connect google".`,
    ),
    ...countEach(failed.map((job) => job.error ?? 'unknown reason')).map(
      ([error, count]) => `${jobs(count)} failed: ${error} See "jobs --status failed".`,
    ),
    ...countEach(left.map((job) => whyLeft(job, accounts))).map(([why, count]) => `${jobs(count)} did not run: ${why}`),
  ]
  return { exitCode: exitCodeFor(broken.length > 0, reasons.length > 0, failedItems), reasons }
}

function exitCodeFor(needsReconnect: boolean, isUndone: boolean, failedItems: number): number {
  if (needsReconnect) return exitCodes.needsReconnect
  if (isUndone) return exitCodes.failed
  return failedItems > 0 ? exitCodes.failedItems : exitCodes.done
}

function whyLeft(job: Job, accounts: readonly Account[]): string {
  const account = accounts.find(({ id }) => id === job.accountId)
  const why = (job.waitingFor ?? 'Waits for its turn').replace('; goes on by itself', '')
  if (why === pausedByPerson) return `${why}. "jobs resume" lets jobs run again.`
  if (account?.status === 'waiting') {
    const until = account.waitingUntilMs === null ? '' : ` Waiting for Google until ${clockTime(account.waitingUntilMs)}.`
    return `${account.statusReason ?? why}${until} The next "sync" goes on with it.`
  }
  if (job.error === null) return `${why}.`
  return `${job.error} ${why}, from ${clockTime(job.runAtMs)}: "process-jobs" goes on with it.`
}

/** hh:mm where the person is. */
function clockTime(atMs: number): string {
  return new Date(atMs).toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' })
}

function countEach(texts: readonly string[]): [text: string, count: number][] {
  const counts = new Map<string, number>()
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1)
  return [...counts]
}

function jobs(count: number): string {
  return count === 1 ? '1 job' : `${count} jobs`
}
