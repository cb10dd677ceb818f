// Keeps in mind that Gmail listed mail without saying which: it is looked for again until it is found, or parked.
import { getItemFailure } from '../../../db/queries/item-failures/get-item-failure.ts'
import { type ItemSubject, recordItemFailure } from '../../../db/queries/item-failures/record-item-failure.ts'
import { resolveItemFailure } from '../../../db/queries/item-failures/resolve-item-failure.ts'
import type { Database, Transaction } from '../../../db/database.ts'
import type { SyncRun } from '../sync-run.ts'

/** Under what nameless mail is listed: no id that Gmail gives out. */
export const namelessMailKey = 'listing'

/** Lists it as failed, once for each listing that began at `listingStartedAt`, on however many of its pages it is. */
export function recordNamelessMail(run: SyncRun, listingStartedAt: number, now: number): void {
  run.context.commit({}, (tx) => {
    if (hasMetNamelessMail(tx, run.accountId, listingStartedAt)) return
    recordItemFailure(tx, {
      ...subjectOf(run.accountId),
      label: 'Mail in your mailbox',
      reason: 'Google listed mail without saying which.',
      hint: 'The next syncs list the whole mailbox again. Nothing needs to be done.',
      jobId: run.jobId,
      now,
    })
  })
}

/** Whether a listing that began then has met any: it does not tell then what is gone. */
export function hasMetNamelessMail(db: Database, accountId: string, listingStartedAt: number): boolean {
  const failure = getItemFailure(db, subjectOf(accountId))
  return failure !== null && failure.lastFailedAt >= listingStartedAt
}

/** Whether the mailbox has to be listed again because of it. */
export function isNamelessMailOpen(db: Database, accountId: string): boolean {
  return getItemFailure(db, subjectOf(accountId))?.isParked === false
}

/** Forgets it, once a whole listing names everything. */
export function resolveNamelessMail(tx: Transaction, accountId: string): void {
  resolveItemFailure(tx, subjectOf(accountId))
}

function subjectOf(accountId: string): ItemSubject {
  return { stage: 'google_gmail_sync', accountId, subjectType: 'source_item', subjectKey: namelessMailKey }
}
