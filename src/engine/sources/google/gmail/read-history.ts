// Reads what happened in the mailbox since the cursor, and brings the stored mail in line with it.
import { findRawEventNames, type RawEventName } from '../../../db/queries/raw-events/list-raw-event-names.ts'
import { getRawEvent } from '../../../db/queries/raw-events/get-raw-event.ts'
import { markRawEventsGone } from '../../../db/queries/raw-events/mark-gone.ts'
import { putSyncCursor } from '../../../db/queries/sync-cursors/put-sync-cursor.ts'
import type { SyncCursor } from '../../../db/queries/sync-cursors/sync-cursor.ts'
import { recordItemFailure } from '../../../db/queries/item-failures/record-item-failure.ts'
import type { Transaction } from '../../../db/database.ts'
import { getMessage, listHistory } from '../../../google/gmail-requests.ts'
import { EndlessListGuard } from '../../../google/endless-list-guard.ts'
import type { SyncRun } from '../sync-run.ts'
import { applyLabelSteps, collapseHistory, type MessageChange } from './collapse-history.ts'
import { type BatchSize, type Fetched, fetchInBatches } from './fetch-in-batches.ts'
import { MailApproval } from './mail-approval.ts'
import { isHidden, mailContainer, prepareMail, readStoredMail, type PreparedMail } from './mail-item.ts'
import { refreshLabels } from './read-snapshot.ts'
import { mailFollowUps, storeFetchedMail } from './store-mail.ts'

/** Under what changes are listed that name no message. */
export const unreadableHistoryKey = 'history'

/** Stored messages whose labels are changed in one stretch. */
const relabelSliceSize = 20

/** Reads the history page by page. Each page is stored before the cursor moves past it; nothing is written when nothing happened. */
export async function readHistory(run: SyncRun, size: BatchSize, start: SyncCursor): Promise<void> {
  const { context, session } = run
  if (start.cursor === null) throw new TypeError('The history is read from a cursor')
  const guard = new EndlessListGuard('reading what changed in your mailbox')
  let cursor = start
  let done = 0
  for (;;) {
    const page = await listHistory(session, start.cursor, cursor.pageToken)
    guard.check(cursor.pageToken, page.nextPageToken)
    done += await applyChanges(run, size, cursor, collapseHistory(page.records), done)
    const updatedAt = Math.max(context.clock.now(), cursor.updatedAt)
    const isLast = page.nextPageToken === null
    const next = { ...cursor, cursor: isLast ? page.historyId : start.cursor, pageToken: page.nextPageToken, updatedAt }
    if (page.records.length > 0 || next.cursor !== cursor.cursor || next.pageToken !== cursor.pageToken) {
      context.commit({}, (tx) => {
        putSyncCursor(tx, next)
        if (page.unreadableItems > 0) recordUnreadable(tx, run, page.unreadableItems, updatedAt)
      })
      run.counts.failedItems += page.unreadableItems
    }
    if (isLast) return
    cursor = next
  }
}

/** What it was about is not known, so there is nothing that later runs could try again: the name is none that Gmail gives out. */
function recordUnreadable(tx: Transaction, run: SyncRun, count: number, now: number): void {
  recordItemFailure(tx, {
    stage: 'google_gmail_sync',
    accountId: run.accountId,
    subjectType: 'source_item',
    subjectKey: unreadableHistoryKey,
    label: `${count === 1 ? 'One change' : `${count} changes`} in your mailbox`,
    reason: 'Google told of a change without saying of which message.',
    hint: 'If mail is missing here, disconnect the account and connect it again.',
    jobId: run.jobId,
    now,
  })
}

/** Answers how many messages were fetched, beside `doneBefore` of earlier pages. */
async function applyChanges(
  run: SyncRun,
  size: BatchSize,
  cursor: SyncCursor,
  changes: readonly MessageChange[],
  doneBefore: number,
): Promise<number> {
  const { context, accountId, session } = run
  const ids = changes.map((change) => change.id)
  const known = new Map(findRawEventNames(context.db, { accountId, ...mailContainer }, ids).map((row) => [row.externalId, row]))
  const seenAt = Math.max(context.clock.now(), cursor.updatedAt)
  removeDeleted(run, changes, known, seenAt)
  const left = changes.filter((change) => !change.isDeleted)
  const toRelabel = left.filter((change) => known.get(change.id)?.isGone === false)
  // What was gone has an unknown past: its labels are asked for, not worked out.
  const toRefresh = left.filter((change) => known.get(change.id)?.isGone === true)
  const approval = new MailApproval(context.db, accountId)
  const toFetch = left.filter(({ id, latestLabelIds: labels }) => {
    const isRefused = labels !== null && (isHidden(labels) || approval.refuses(labels))
    return !known.has(id) && !isRefused
  })
  await relabel(run, toRelabel, seenAt)
  let done = 0
  await fetchInBatches(
    run,
    size,
    [...toRefresh, ...toFetch].map((change) => change.id),
    (id) => (known.has(id) ? refreshLabels(run, id) : getMessage(session, id).then(prepareMail)),
    async (batch) => {
      done += batch.length
      await storeFetchedMail(run, batch, seenAt, { progress: { done: doneBefore + done, total: null, what: 'mails' } })
    },
  )
  return done
}

function removeDeleted(
  run: SyncRun,
  changes: readonly MessageChange[],
  known: ReadonlyMap<string, RawEventName>,
  goneAt: number,
): void {
  const ids = changes.flatMap((change) => {
    const row = change.isDeleted ? known.get(change.id) : undefined
    return row && !row.isGone ? [row.id] : []
  })
  if (ids.length === 0) return
  run.counts.removed += run.context.commit({ followUps: mailFollowUps(run.accountId) }, (tx) =>
    markRawEventsGone(tx, ids, goneAt),
  )
}

/** Works out the labels of stored messages from the steps that were told: no request, and the same result when done twice. */
async function relabel(run: SyncRun, changes: readonly MessageChange[], seenAt: number): Promise<void> {
  const { context, accountId } = run
  for (let start = 0; start < changes.length; start += relabelSliceSize) {
    const slice = changes.slice(start, start + relabelSliceSize).flatMap((change): Fetched<PreparedMail>[] => {
      const stored = getRawEvent(context.db, { accountId, ...mailContainer, externalId: change.id })
      if (stored === null) return []
      const message = readStoredMail(stored.payload)
      return [
        {
          kind: 'value',
          id: change.id,
          value: prepareMail({ ...message, labelIds: applyLabelSteps(message.labelIds, change.labels) }),
        },
      ]
    })
    await storeFetchedMail(run, slice, seenAt, {})
  }
}
