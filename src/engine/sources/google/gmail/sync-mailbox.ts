// The whole mail sync of one account: a snapshot when there is no usable history id, then the history from there.
import { createHash } from 'node:crypto'
import { setOwnAddresses } from '../../../db/queries/accounts/set-own-addresses.ts'
import { listUnstoredItems } from '../../../db/queries/raw-events/list-unstored-items.ts'
import { getSyncCursor } from '../../../db/queries/sync-cursors/get-sync-cursor.ts'
import { putSyncCursor } from '../../../db/queries/sync-cursors/put-sync-cursor.ts'
import type { SyncCursor } from '../../../db/queries/sync-cursors/sync-cursor.ts'
import { getMailProfile, getMessage, listSendAsAddresses } from '../../../google/gmail-requests.ts'
import { GoogleRequestError } from '../../../google/google-request-error.ts'
import type { SyncRun } from '../sync-run.ts'
import { BatchSize, fetchInBatches } from './fetch-in-batches.ts'
import { prepareMail } from './mail-item.ts'
import { readHistory } from './read-history.ts'
import { readSnapshot } from './read-snapshot.ts'
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

/**
 * Brings the mailbox up to date. A history that no longer reaches back far enough is answered with one snapshot; a second refusal in the
 * same run is thrown.
 */
export async function syncMailbox(run: SyncRun): Promise<void> {
  const { context, accountId } = run
  const size = new BatchSize()
  const startedAt = context.clock.now()
  const known = getSyncCursor(context.db, accountId, mailboxScope)
  const isUsable =
    known !== null && known.fingerprint === mailFingerprint && (known.cursor !== null || known.snapshotStartedAt !== null)
  let cursor = isUsable ? known : await startSnapshot(run, known)
  for (let restarts = 0; ; restarts += 1) {
    try {
      if (cursor.snapshotStartedAt !== null) cursor = await readSnapshot(run, size, cursor)
      await readHistory(run, size, cursor)
      break
    } catch (error) {
      if (!(error instanceof GoogleRequestError) || error.verdict.kind !== 'resync' || restarts > 0) throw error
      context.logger.info('the mailbox needs a new baseline', { status: error.status })
      cursor = await startSnapshot(run, getSyncCursor(context.db, accountId, mailboxScope))
    }
  }
  await retryFailedMail(run, size, startedAt)
}

/** Pins where the history stands before anything is listed: what changes during the snapshot is found there afterwards. */
async function startSnapshot(run: SyncRun, known: SyncCursor | null): Promise<SyncCursor> {
  const { context, accountId, session } = run
  const profile = await getMailProfile(session)
  const ownAddresses = [profile.emailAddress, ...(await listSendAsAddresses(session))]
  const startedAt = Math.max(context.clock.now(), (known?.updatedAt ?? 0) + 1)
  const cursor: SyncCursor = {
    accountId,
    scope: mailboxScope,
    cursor: null,
    pageToken: null,
    pinnedCursor: profile.historyId,
    snapshotStartedAt: startedAt,
    fingerprint: mailFingerprint,
    updatedAt: startedAt,
  }
  context.commit({ checkpoint: { done: 0, total: profile.messagesTotal } }, (tx) => {
    putSyncCursor(tx, cursor)
    setOwnAddresses(tx, accountId, ownAddresses)
  })
  return cursor
}

/** Gives messages that earlier runs could not read another try, once it is known that Google can be reached. */
async function retryFailedMail(run: SyncRun, size: BatchSize, startedAt: number): Promise<void> {
  const { context, accountId, session } = run
  const ids = listUnstoredItems(context.db, 'google_gmail_sync', accountId, startedAt, retriesPerRun)
  await fetchInBatches(
    run,
    size,
    ids,
    async (id) => prepareMail(await getMessage(session, id)),
    (batch) => storeFetchedMail(run, batch, context.clock.now(), {}),
  )
}
