// Removes an account and everything that came from it, in slices, so that a stop in the middle only means going on later.
import { z } from 'zod'
import { mayRead } from '../../../shared/may-read.ts'
import { deleteOrConnectAnew } from '../../db/queries/accounts/connect-after-removal.ts'
import { getAccount } from '../../db/queries/accounts/get-account.ts'
import type { Database, Transaction } from '../../db/database.ts'
import { listPendingEventStages } from '../../db/queries/calendar/list-pending-event-stages.ts'
import { listOtherAccountsWithPending } from '../../db/queries/people/list-due-contacts.ts'
import {
  countAccountRest,
  countAccountRows,
  listAccountRows,
  type SlicedTable,
  slicedTables,
} from '../../db/queries/people/remove-account-rows.ts'
import { forgetRows } from '../../people/forget-rows.ts'
import { enqueue } from '../enqueue.ts'
import { resumeJobs } from '../commands/pause-jobs.ts'
import { completed, type Processor } from '../types.ts'

/** Rows in one transaction: deleting a message takes its words, vectors and people along. */
const sliceSizes = { interactions: 10, contact_cards: 20, calendar_events: 100, raw_events: 50 } as const

const checkpointSchema = z.object({ removedRows: z.int().nonnegative() })

/** Goes on where an earlier attempt stopped; the account's own row goes last, when nothing of it is left, whatever other jobs add meanwhile. */
export const removeAccount: Processor<'remove_account'> = async (job, context) => {
  const { accountId } = job.payload
  let { removedRows } = checkpointSchema.safeParse(context.checkpoint).data ?? { removedRows: 0 }
  const account = getAccount(context.db, accountId)
  if (!account) return completed({ removedRows })
  const removedBefore = removedRows
  const total = countAccountRows(context.db, accountId)
  for (;;) {
    const slice = findSlice(context.db, accountId)
    if (slice === null) break
    removedRows += slice.ids.length
    const done = removedRows - removedBefore
    context.commit({ progress: { done, total: Math.max(total, done), what: 'entries' }, checkpoint: { removedRows } }, (tx) => {
      forgetRows(tx, slice.table, slice.ids, account.kind === 'sample', context.clock.now())
      if (slice.table === 'interactions') tellElsewhere(tx, accountId)
    })
    await context.yield()
  }
  removedRows += countAccountRest(context.db, accountId)
  // With the end of the job in one: tried again after that, it would take away what was connected anew.
  return completed({ removedRows }, [], (tx) => {
    // Who connects the same account again does not find it paused.
    resumeJobs(tx, { kind: 'account', accountId })
    const scopes = deleteOrConnectAnew(tx, accountId)
    if (scopes === null) return
    enqueue(tx, mayRead('mail', scopes) ? 'google_preview' : 'google_calendar_sync', { accountId, reason: 'connect' })
  })
}

/** What this account told of meetings that are on another one's calendar, too, and of mails that reached it, is for that one to tell. */
function tellElsewhere(tx: Transaction, accountId: string): void {
  for (const { kind, payload } of listPendingEventStages(tx)) if (payload.accountId !== accountId) enqueue(tx, kind, payload)
  for (const other of listOtherAccountsWithPending(tx, accountId)) enqueue(tx, 'extract_contacts', { accountId: other })
}

function findSlice(db: Database, accountId: string): { table: SlicedTable; ids: number[] } | null {
  for (const table of slicedTables) {
    const ids = listAccountRows(db, table, accountId, sliceSizes[table])
    if (ids.length > 0) return { table, ids }
  }
  return null
}
