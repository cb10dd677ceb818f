// The daily housekeeping: removes what nobody needs any more (old ended jobs, figures, alerts that have had their day, the ledger's
// requests of long ago), has series laid out further as time goes on, and mails read anew after an update that makes more of them.
import { transaction } from '../../db/database.ts'
import { writeOccurrencesMade } from '../../db/queries/calendar-events/occurrences-made.ts'
import { writeMailsVersion } from '../../db/queries/interactions/mails-read.ts'
import { pruneFigures, pruneJobs } from '../../db/queries/jobs/prune-jobs.ts'
import { pruneSentRequests } from '../../db/queries/sent-requests/prune-sent-requests.ts'
import { settleSlowAlerts } from '../slow-alerts.ts'
import { findRenewal } from '../../normalize/calendar/find-renewal.ts'
import { findMailRenewal } from '../../normalize/mail/find-mail-renewal.ts'
import { completed, type FollowUp, type Processor } from '../types.ts'

const dayMs = 24 * 60 * 60_000

/**
 * How long ended jobs are kept, in days: failed ones longest, because somebody may still want to retry them. Requests are kept one by one
 * for so long, and as sums for ever.
 */
export const keptDays = { completed: 7, cancelled: 30, failed: 90, figures: 90, requests: 90 } as const

const slice = 250

/** Works through the oldest jobs in small slices and lets everybody else in between. */
export const prune: Processor<'prune'> = async (_job, context) => {
  const now = context.clock.now()
  const before = {
    completed: now - keptDays.completed * dayMs,
    cancelled: now - keptDays.cancelled * dayMs,
    failed: now - keptDays.failed * dayMs,
  }
  let removedJobs = 0
  for (let afterId: number | null = 0; afterId !== null;) {
    const from: number = afterId
    const { removed, lastId } = transaction(context.db, (tx) => pruneJobs(tx, from, slice, before, now))
    removedJobs += removed
    afterId = lastId
    if (removed > 0) context.progress(removedJobs, null, 'jobs')
    await context.yield()
  }
  const requestsBefore = now - keptDays.requests * dayMs
  while (transaction(context.db, (tx) => pruneSentRequests(tx, requestsBefore, slice)) === slice) await context.yield()
  const renewal = findRenewal(context.db, now)
  const mailRenewal = findMailRenewal(context.db)
  const followUps: FollowUp[] = renewal?.stage ? [{ kind: 'rebuild', payload: { stage: renewal.stage } }] : []
  if (mailRenewal?.isDue === true) followUps.push({ kind: 'rebuild', payload: { stage: 'mails' } })
  return completed({ removedJobs }, followUps, (tx) => {
    if (mailRenewal) writeMailsVersion(tx, mailRenewal.version, now)
    if (renewal) writeOccurrencesMade(tx, renewal.made, now)
    settleSlowAlerts(tx)
    pruneFigures(tx, now - keptDays.figures * dayMs, now)
  })
}
