// Stores what was fetched of the mailbox, a few messages in each transaction.
import { getRawEvent } from '../../../db/queries/raw-events/get-raw-event.ts'
import { markRawEventsGone } from '../../../db/queries/raw-events/mark-gone.ts'
import { markRawEventsSeen } from '../../../db/queries/raw-events/mark-seen.ts'
import { storeRawEvent } from '../../../db/queries/raw-events/store-raw-event.ts'
import { recordItemFailure } from '../../../db/queries/item-failures/record-item-failure.ts'
import { resolveItemFailure } from '../../../db/queries/item-failures/resolve-item-failure.ts'
import { getImport } from '../../../db/queries/imports/get-import.ts'
import type { Transaction } from '../../../db/database.ts'
import type { BatchCommit, FollowUp } from '../../../jobs/types.ts'
import type { SyncRun } from '../sync-run.ts'
import type { Fetched } from './fetch-in-batches.ts'
import { MailApproval } from './mail-approval.ts'
import { learnOwnAddresses } from '../../learn-own-addresses.ts'
import { mailContainer, type PreparedMail } from './mail-item.ts'

/** What a batch of stored mail sets off. */
export function mailFollowUps(accountId: string): readonly FollowUp[] {
  return [{ kind: 'normalize_google_email', payload: { accountId } }]
}

/** What is written in one transaction: nobody waits longer than that takes. */
const bytesPerCommit = 200_000
const messagesPerCommit = 20

/** Ends an import whose batch is not running any more: somebody has paused, undone or replaced it. */
export class BatchEndedError extends Error {
  constructor() {
    super('This import is not running any more.')
    this.name = 'BatchEndedError'
  }
}

/**
 * Stores a batch, with a pause for others after each transaction. A message in the bin or in spam, and one that nobody wants, is only kept
 * when it was known before.
 * @throws {BatchEndedError} when `importId` is named and no longer running; nothing is stored then
 */
export async function storeFetchedMail(
  run: SyncRun,
  batch: readonly Fetched<PreparedMail>[],
  seenAt: number,
  commit: BatchCommit,
  importId: number | null = null,
): Promise<void> {
  for (const slice of slicesOf(batch)) {
    commitSlice(run, slice, seenAt, commit, importId)
    await run.context.yield()
  }
}

function* slicesOf(batch: readonly Fetched<PreparedMail>[]): Generator<Fetched<PreparedMail>[]> {
  let slice: Fetched<PreparedMail>[] = []
  let bytes = 0
  for (const item of batch) {
    slice.push(item)
    bytes += item.kind === 'value' ? item.value.payload.byteLength : 0
    if (bytes < bytesPerCommit && slice.length < messagesPerCommit) continue
    yield slice
    slice = []
    bytes = 0
  }
  if (slice.length > 0) yield slice
}

function commitSlice(
  run: SyncRun,
  slice: readonly Fetched<PreparedMail>[],
  seenAt: number,
  commit: BatchCommit,
  importId: number | null,
): void {
  const isWorthNormalizing = slice.some((item) => item.kind !== 'failed')
  const followUps = isWorthNormalizing ? mailFollowUps(run.accountId) : []
  const counts = run.context.commit({ ...commit, followUps }, (tx) => {
    if (importId !== null && getImport(tx, importId)?.status !== 'running') throw new BatchEndedError()
    const approval = new MailApproval(tx, run.accountId)
    const done = { stored: 0, unchanged: 0, removed: 0, failedItems: 0 }
    for (const item of slice) done[storeOne(tx, run, item, seenAt, approval)] += 1
    const sentFrom = slice.flatMap((item) => (item.kind === 'value' ? item.value.sentFrom : []))
    if (sentFrom.length > 0) learnOwnAddresses(tx, run.accountId, sentFrom)
    return done
  })
  run.counts.stored += counts.stored
  run.counts.unchanged += counts.unchanged
  run.counts.removed += counts.removed
  run.counts.failedItems += counts.failedItems
}

function storeOne(
  tx: Transaction,
  run: SyncRun,
  item: Fetched<PreparedMail>,
  seenAt: number,
  approval: MailApproval,
): keyof SyncRun['counts'] {
  const name = { accountId: run.accountId, ...mailContainer, externalId: item.id }
  const subject = {
    stage: 'google_gmail_sync',
    accountId: run.accountId,
    subjectType: 'source_item',
    subjectKey: item.id,
  } as const
  const placement = item.kind === 'value' && !item.value.isHidden ? approval.place(item.value) : { isWanted: false as const }
  const known = placement.isWanted ? null : getRawEvent(tx, name)
  if (item.kind === 'failed') {
    const hint = 'It is tried again at the next sync.'
    const { reason, isPassing } = item
    recordItemFailure(tx, { ...subject, label: 'A message in Gmail', reason, hint, jobId: run.jobId, isPassing, now: seenAt })
    // It was listed, so it is there: a sweep must not take it for gone.
    if (known) markRawEventsSeen(tx, [known.id], seenAt)
    return 'failedItems'
  }
  resolveItemFailure(tx, subject)
  if (item.kind === 'gone') return known && markRawEventsGone(tx, [known.id], seenAt) > 0 ? 'removed' : 'unchanged'
  const { value } = item
  if (!placement.isWanted && !known) return 'unchanged'
  const { payload, contentHash } = value
  const importId = placement.isWanted ? placement.importId : null
  const result = storeRawEvent(tx, { ...name, payload, contentHash, goneAt: value.isHidden ? seenAt : null, seenAt, importId })
  return value.isHidden && result === 'stored' ? 'removed' : result
}
