// Takes away again what a batch brought, in slices, so that a stop in the middle only means going on later.
import { z } from 'zod'
import {
  clearUndoneImport,
  countImportedMails,
  forgetFailures,
  listImportedMails,
} from '../../db/queries/imports/imported-mails.ts'
import { getImport } from '../../db/queries/imports/get-import.ts'
import type { ImportRow } from '../../db/queries/imports/import-row.ts'
import { listImportsInForce } from '../../db/queries/imports/list-imports.ts'
import { reopenImport } from '../../db/queries/imports/reopen-import.ts'
import { updateImport } from '../../db/queries/imports/update-import.ts'
import type { Transaction } from '../../db/database.ts'
import { forgetFound } from '../../db/queries/people/forget-found.ts'
import { forgetRows } from '../../people/forget-rows.ts'
import { isWithinChoice } from '../../../shared/mail-choice.ts'
import { completed, type FollowUp, type Processor } from '../types.ts'

/** Mails in one transaction: each takes its words, vectors and people along. */
const sliceSize = 10

const checkpointSchema = z.object({ removedMails: z.int().nonnegative() })

/** Goes on where an earlier attempt stopped. In the end the earlier choice is in force again, and what it still lacks is fetched. */
export const undoImport: Processor<'undo_import'> = async (job, context) => {
  const { accountId, batchId } = job.payload
  let { removedMails } = checkpointSchema.safeParse(context.checkpoint).data ?? { removedMails: 0 }
  const batch = getImport(context.db, batchId)
  if (batch?.status !== 'undoing') return completed({ removedMails })
  const total = removedMails + countImportedMails(context.db, batchId)
  for (;;) {
    const slice = listImportedMails(context.db, batchId, sliceSize)
    if (slice.rawEventIds.length === 0) break
    removedMails += slice.rawEventIds.length
    context.commit({ progress: { done: removedMails, total, what: 'mails' }, checkpoint: { removedMails } }, (tx) => {
      const now = context.clock.now()
      forgetFound(tx, slice.interactionIds, batchId)
      forgetFailures(tx, accountId, slice)
      forgetRows(tx, 'interactions', slice.interactionIds, false, now)
      forgetRows(tx, 'raw_events', slice.rawEventIds, false, now)
    })
    await context.yield()
  }
  const followUps: FollowUp[] = removedMails > 0 ? [...peopleAnew] : []
  if (reopensEarlier(batch, listImportsInForce(context.db, accountId)[0]))
    followUps.push({ kind: 'google_gmail_sync', payload: { accountId, reason: 'resume' } })
  return completed({ removedMails }, followUps, (tx) => finish(tx, batch))
}

function finish(tx: Transaction, batch: ImportRow): void {
  updateImport(tx, batch.id, { status: 'undone', pageToken: null })
  const [earlier] = listImportsInForce(tx, batch.accountId)
  if (earlier === undefined) clearUndoneImport(tx, batch.accountId)
  else if (reopensEarlier(batch, earlier)) reopenImport(tx, earlier.id)
}

/** One of the two was ended before its time, so that mail may have been left to it, or mail that the earlier one wants was kept away. */
function reopensEarlier(undone: ImportRow, earlier: ImportRow | undefined): boolean {
  if (earlier === undefined) return false
  return undone.completedAt === null || earlier.completedAt === null || !isWithinChoice(earlier.choice, undone.choice)
}

/** People who stay may be known by less now; of all accounts, for the same person may write to several. */
const peopleAnew: readonly FollowUp[] = (['contacts', 'identities'] as const).map((stage) => ({
  kind: 'rebuild',
  payload: { stage },
}))
