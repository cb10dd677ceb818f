// The alerts about a database that is slow, to write and to read: without a word of what was written or asked for.
import type { Transaction } from '../db/database.ts'
import { jobName } from '../../shared/jobs/job-name.ts'
import { closeAlertsUnseenSince } from '../db/queries/jobs/close-alert.ts'
import { queueOf } from './queue-binding.ts'
import { raiseAlert } from './raise-alert.ts'

const kind = 'slow_query'

/** An alert that was not raised again for so long has had its day. */
export const slowAlertKeptMs = 24 * 60 * 60_000

const cure =
  'Nothing is lost, and once is nothing to worry about. If it happens often: restart OmniCRM, and check that the disk is not busy, nearly full or failing.'

/** One job's batch has held up everything else that wanted to write. One alert for each kind of job. */
export function raiseSlowWrite(tx: Transaction, job: { readonly id: number; readonly kind: string }, tookMs: number): void {
  raiseAlert(tx, {
    kind,
    subject: job.kind,
    message: `A batch of “${jobName(job.kind)}” took ${seconds(tookMs)} to write; everything else had to wait.`,
    cure,
    jobId: job.id,
  })
}

/** Screens by the first word of their questions' names. */
const screens: Readonly<Record<string, string>> = {
  accounts: 'Settings',
  calendar: 'The calendar',
  jobs: 'The list of jobs',
  ledger: 'The list of requests',
  people: 'The list of people',
  search: 'A search',
  timeline: 'The timeline',
}

/** A question has held up every other one. One alert for each kind of question; `name` is its channel. */
export function raiseSlowRead(tx: Transaction, { name, tookMs }: { readonly name: string; readonly tookMs: number }): void {
  raiseAlert(tx, {
    kind,
    subject: name,
    message: `${screens[name.split('.')[0] ?? ''] ?? 'A screen'} took ${seconds(tookMs)} to read; everything else on the screen had to wait.`,
    cure,
    jobId: null,
  })
}

/** Closes the alerts about slowness that has not come back for {@link slowAlertKeptMs}: nobody has to put them away. */
export function settleSlowAlerts(tx: Transaction): void {
  const { clock, listener } = queueOf(tx)
  const now = clock.now()
  for (const id of closeAlertsUnseenSince(tx, kind, now - slowAlertKeptMs, now)) listener?.alertRaised(id)
}

function seconds(tookMs: number): string {
  return `${(tookMs / 1000).toFixed(1)} seconds`
}
