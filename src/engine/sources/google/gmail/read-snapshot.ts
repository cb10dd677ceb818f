// Lists the whole mailbox page by page, resumable at each page and message, and ends by finding out what has vanished.
import { z } from 'zod'
import { findRawEventNames } from '../../../db/queries/raw-events/list-raw-event-names.ts'
import { getRawEvent } from '../../../db/queries/raw-events/get-raw-event.ts'
import { reopenImport } from '../../../db/queries/imports/reopen-import.ts'
import { putSyncCursor } from '../../../db/queries/sync-cursors/put-sync-cursor.ts'
import type { SyncCursor } from '../../../db/queries/sync-cursors/sync-cursor.ts'
import { getMessage, getMessageLabels, listMessageIds } from '../../../google/gmail-requests.ts'
import { EndlessListGuard } from '../../../google/endless-list-guard.ts'
import { sweepContainer } from '../sweep-container.ts'
import type { SyncRun } from '../sync-run.ts'
import { type BatchSize, fetchInBatches } from './fetch-in-batches.ts'
import { MailApproval } from './mail-approval.ts'
import { mailContainer, prepareMail, readStoredMail, type PreparedMail } from './mail-item.ts'
import { hasMetNamelessMail, recordNamelessMail, resolveNamelessMail } from './nameless-mail.ts'
import { mailFollowUps, storeFetchedMail } from './store-mail.ts'

const tallySchema = z.object({ done: z.int(), total: z.int().nullable() })

/**
 * Reads on from where `start` stands to the end of the snapshot; answers the cursor from which the history goes on.
 * Messages that this snapshot has already stored are not fetched again; those of earlier ones only for their labels. Where not all of the
 * mailbox is wanted, or is still being brought, unknown ones are left to the batch: it lists what it wants once more.
 */
export async function readSnapshot(run: SyncRun, size: BatchSize, start: SyncCursor): Promise<SyncCursor> {
  const { context, session } = run
  const snapshotStartedAt = start.snapshotStartedAt ?? start.updatedAt
  const tally = tallySchema.catch({ done: 0, total: null }).parse(context.checkpoint)
  const guard = new EndlessListGuard('listing your mail')
  let cursor = start
  for (;;) {
    const page = await listMessageIds(session, cursor.pageToken)
    guard.check(cursor.pageToken, page.nextPageToken)
    await storePage(run, size, cursor, snapshotStartedAt, page.ids, tally)
    run.counts.failedItems += page.unreadableItems
    if (page.unreadableItems > 0) recordNamelessMail(run, snapshotStartedAt, laterThan(run, cursor))
    if (page.nextPageToken === null) break
    cursor = { ...cursor, pageToken: page.nextPageToken, updatedAt: laterThan(run, cursor) }
    const next = cursor
    context.commit({ checkpoint: tally }, (tx) => putSyncCursor(tx, next))
  }
  const container = { ...mailContainer, title: 'your mailbox' }
  // A message that was listed without its id may be any of those that seem to be missing.
  const isWhole = !hasMetNamelessMail(context.db, run.accountId, snapshotStartedAt)
  const doubtedAt = isWhole
    ? await sweepContainer(run, container, { ...start, snapshotStartedAt }, mailFollowUps(run.accountId))
    : start.doubtedAt
  const idle: SyncCursor = {
    ...cursor,
    doubtedAt,
    cursor: start.pinnedCursor,
    pinnedCursor: null,
    pageToken: null,
    snapshotStartedAt: null,
    updatedAt: laterThan(run, cursor),
  }
  context.commit({}, (tx) => {
    putSyncCursor(tx, idle)
    if (isWhole) resolveNamelessMail(tx, run.accountId)
    const approval = new MailApproval(tx, run.accountId)
    if (approval.current && !approval.wantsEverything) reopenImport(tx, approval.current.id)
  })
  return idle
}

async function storePage(
  run: SyncRun,
  size: BatchSize,
  cursor: SyncCursor,
  snapshotStartedAt: number,
  ids: readonly string[],
  tally: z.infer<typeof tallySchema>,
): Promise<void> {
  const { context, accountId, session } = run
  const known = new Map(findRawEventNames(context.db, { accountId, ...mailContainer }, ids).map((row) => [row.externalId, row]))
  const { wantsEverything } = new MailApproval(context.db, accountId)
  const open = ids.filter((id) => {
    const row = known.get(id)
    return row ? row.seenAt < snapshotStartedAt : wantsEverything
  })
  tally.done += ids.length - open.length
  await fetchInBatches(
    run,
    size,
    open,
    (id) => (known.has(id) ? refreshLabels(run, id) : getMessage(session, id).then(prepareMail)),
    async (batch) => {
      tally.done += batch.length
      // The profile's total is an estimate: it counts spam and trash, and not what came since.
      const total = tally.total === null ? null : Math.max(tally.total, tally.done)
      const progress = { done: tally.done, total, what: 'mails' }
      await storeFetchedMail(run, batch, laterThan(run, cursor), { progress, checkpoint: tally })
    },
  )
}

/** A message never changes but for its labels: these are asked for, the rest is here. */
export async function refreshLabels(run: SyncRun, id: string): Promise<PreparedMail> {
  const labelIds = await getMessageLabels(run.session, id)
  const stored = getRawEvent(run.context.db, { accountId: run.accountId, ...mailContainer, externalId: id })
  return prepareMail(stored ? { ...readStoredMail(stored.payload), labelIds } : await getMessage(run.session, id))
}

/** Now, but never before what is already stored, whatever the clock says. */
function laterThan(run: SyncRun, cursor: SyncCursor): number {
  return Math.max(run.context.clock.now(), cursor.updatedAt)
}
