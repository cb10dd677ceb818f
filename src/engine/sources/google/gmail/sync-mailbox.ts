// The whole mail sync of one account: what changed since the last one, and what was approved and is not here yet.
import { createHash } from 'node:crypto'
import { countWishes } from '../../../db/queries/accounts/sync-wishes.ts'
import { listUnstoredItems } from '../../../db/queries/raw-events/list-unstored-items.ts'
import { getSyncCursor } from '../../../db/queries/sync-cursors/get-sync-cursor.ts'
import { listRawEventNames } from '../../../db/queries/raw-events/list-raw-event-names.ts'
import { updateImport } from '../../../db/queries/imports/update-import.ts'
import { putSyncCursor } from '../../../db/queries/sync-cursors/put-sync-cursor.ts'
import type { SyncCursor } from '../../../db/queries/sync-cursors/sync-cursor.ts'
import { getMailProfile, getMessage } from '../../../google/gmail-requests.ts'
import { GoogleRequestError } from '../../../google/google-request-error.ts'
import { isSecondLookDue } from '../sweep-container.ts'
import type { SyncRun } from '../sync-run.ts'
import { BatchSize, fetchInBatches } from './fetch-in-batches.ts'
import { mailContainer, prepareMail } from './mail-item.ts'
import { importRunningBatches } from './import-batch.ts'
import { MailApproval } from './mail-approval.ts'
import { isWholeMailbox } from '../../../../shared/mail-choice.ts'
import { isNamelessMailOpen, namelessMailKey } from './nameless-mail.ts'
import { refreshOwnAddresses } from './own-addresses.ts'
import { readHistory, unreadableHistoryKey } from './read-history.ts'
import { readSnapshot } from './read-snapshot.ts'
import { learnOwnAddresses } from '../../learn-own-addresses.ts'
import { storeFetchedMail } from './store-mail.ts'

/** The cursor's scope of the mailbox. */
const mailboxScope = 'mailbox'
/** Raised when stored mail has to be read anew, because later stages need what was not asked for before. */
const mailVersion = 1
const mailFingerprint = createHash('sha256')
  .update(JSON.stringify([mailVersion, 'all but spam and trash', 'full']))
  .digest('base64url')
/** Messages that failed before and are tried again by one run. */
const retriesPerRun = 100
/** While an import goes on for hours, current mail is looked for so often, and whenever somebody asks. */
const historyEveryMs = 10 * 60_000

/**
 * Brings the mailbox up to date. A history that no longer reaches back far enough is answered with one snapshot; a second refusal in the
 * same run is thrown. Where mail is approved in batches nothing is there to be compared at first: the history is pinned, and the batch
 * brings what it was approved for; later batches do the same beside the history, which goes first, because current mail does.
 */
export async function syncMailbox(run: SyncRun): Promise<void> {
  const { context, accountId } = run
  const size = new BatchSize()
  const startedAt = context.clock.now()
  const known = getSyncCursor(context.db, accountId, mailboxScope)
  const isUsable =
    known !== null &&
    known.fingerprint === mailFingerprint &&
    (known.snapshotStartedAt !== null || (known.cursor !== null && !isToBeListedAgain(run, known, startedAt)))
  let isNew = known === null && hasNothingToCompare(run)
  let cursor = isUsable ? known : isNew ? await startHistory(run) : await startSnapshot(run, known)
  await refreshOwnAddresses(run)
  let historyReadAt = startedAt
  let wishesSeen = countWishes(context.db, accountId)
  const keepCurrent = async (): Promise<void> => {
    const wishes = countWishes(context.db, accountId)
    if (wishes === wishesSeen && context.clock.now() - historyReadAt < historyEveryMs) return
    wishesSeen = wishes
    historyReadAt = context.clock.now()
    await readHistory(run, size, getSyncCursor(context.db, accountId, mailboxScope) ?? cursor)
  }
  for (let restarts = 0; ; restarts += 1) {
    try {
      if (cursor.snapshotStartedAt !== null) cursor = await readSnapshot(run, size, cursor)
      if (!isNew) await readHistory(run, size, cursor)
      const hasImported = await importRunningBatches(run, size, keepCurrent)
      if (hasImported || isNew) await readHistory(run, size, getSyncCursor(context.db, accountId, mailboxScope) ?? cursor)
      break
    } catch (error) {
      if (!(error instanceof GoogleRequestError) || error.verdict.kind !== 'resync' || restarts > 0) throw error
      context.logger.info('the mailbox needs a new baseline', { status: error.status })
      isNew = false
      cursor = await startSnapshot(run, getSyncCursor(context.db, accountId, mailboxScope))
    }
  }
  await retryFailedMail(run, size, startedAt)
}

/** What was listed without a name cannot be asked for, and a listing that was not believed is not the last word: the mailbox is listed anew. */
function isToBeListedAgain({ context, accountId }: SyncRun, { doubtedAt }: SyncCursor, nowMs: number): boolean {
  return isSecondLookDue(doubtedAt, nowMs) || isNamelessMailOpen(context.db, accountId)
}

/** No mail is here, and what comes is brought by a batch. */
function hasNothingToCompare({ context, accountId }: SyncRun): boolean {
  return (
    new MailApproval(context.db, accountId).current !== null &&
    listRawEventNames(context.db, { accountId, ...mailContainer }, '', 1).length === 0
  )
}

/** Pins where the history stands before the batch lists anything: what changes meanwhile is found there. */
async function startHistory(run: SyncRun): Promise<SyncCursor> {
  const { context, accountId } = run
  const { historyId, messagesTotal, emailAddress } = await getMailProfile(run.session)
  const cursor: SyncCursor = {
    accountId,
    scope: mailboxScope,
    cursor: historyId,
    pageToken: null,
    pinnedCursor: null,
    snapshotStartedAt: null,
    doubtedAt: null,
    fingerprint: mailFingerprint,
    updatedAt: context.clock.now(),
  }
  context.commit({}, (tx) => {
    putSyncCursor(tx, cursor)
    learnOwnAddresses(tx, accountId, [emailAddress])
    const { current } = new MailApproval(tx, accountId)
    if (current?.expected === null && isWholeMailbox(current.choice)) updateImport(tx, current.id, { expected: messagesTotal })
  })
  return cursor
}

/** Pins where the history stands before anything is listed: what changes during the snapshot is found there afterwards. */
async function startSnapshot(run: SyncRun, known: SyncCursor | null): Promise<SyncCursor> {
  const { context, accountId } = run
  const profile = await getMailProfile(run.session)
  const startedAt = Math.max(context.clock.now(), (known?.updatedAt ?? 0) + 1)
  const cursor: SyncCursor = {
    accountId,
    scope: mailboxScope,
    cursor: null,
    pageToken: null,
    pinnedCursor: profile.historyId,
    snapshotStartedAt: startedAt,
    doubtedAt: known?.doubtedAt ?? null,
    fingerprint: mailFingerprint,
    updatedAt: startedAt,
  }
  context.commit({ checkpoint: { done: 0, total: profile.messagesTotal } }, (tx) => {
    putSyncCursor(tx, cursor)
    learnOwnAddresses(tx, accountId, [profile.emailAddress])
  })
  return cursor
}

/** Gives messages that earlier runs could not read another try, once it is known that Google can be reached. */
async function retryFailedMail(run: SyncRun, size: BatchSize, startedAt: number): Promise<void> {
  const { context, accountId, session } = run
  const unstored = listUnstoredItems(context.db, 'google_gmail_sync', accountId, startedAt, retriesPerRun)
  const ids = unstored.filter((id) => id !== unreadableHistoryKey && id !== namelessMailKey)
  await fetchInBatches(
    run,
    size,
    ids,
    async (id) => prepareMail(await getMessage(session, id)),
    (batch) => storeFetchedMail(run, batch, context.clock.now(), {}),
  )
}
