// Brings what a batch was approved for: lists what is chosen page by page, and fetches what is not here yet.
import { findRawEventNames } from '../../../db/queries/raw-events/list-raw-event-names.ts'
import { getImport } from '../../../db/queries/imports/get-import.ts'
import type { ImportRow } from '../../../db/queries/imports/import-row.ts'
import { type ImportChange, updateImport } from '../../../db/queries/imports/update-import.ts'
import { getMessage, listMessageIds, type MessageIdPage } from '../../../google/gmail-requests.ts'
import { EndlessListGuard } from '../../../google/endless-list-guard.ts'
import { GoogleRequestError } from '../../../google/google-request-error.ts'
import type { SyncRun } from '../sync-run.ts'
import { type BatchSize, fetchInBatches } from './fetch-in-batches.ts'
import { MailApproval } from './mail-approval.ts'
import { mailContainer, prepareMail } from './mail-item.ts'
import { buildMailQuery, needsLabels } from './mail-query.ts'
import { recordNamelessMail } from './nameless-mail.ts'
import { readLabels } from './read-labels.ts'
import { BatchEndedError, storeFetchedMail } from './store-mail.ts'

/**
 * Runs the account's running batch, and the one that a person may have put in its place meanwhile. `betweenPages` is for what cannot wait
 * for hours. Answers whether there was any.
 */
export async function importRunningBatches(run: SyncRun, size: BatchSize, betweenPages: () => Promise<void>): Promise<boolean> {
  for (let hasRun = false; ; hasRun = true) {
    const { current } = new MailApproval(run.context.db, run.accountId)
    if (current?.status !== 'running') return hasRun
    await importBatch(run, size, current, betweenPages)
  }
}

/**
 * Reads on from the batch's page to the end. Returns early, with its place kept, when the batch is paused, undone or replaced. Mail that
 * is here already costs no request.
 */
async function importBatch(run: SyncRun, size: BatchSize, start: ImportRow, betweenPages: () => Promise<void>): Promise<void> {
  const { context } = run
  const startedAt = context.clock.now()
  let query = buildMailQuery(start.choice, needsLabels(start.choice) ? await readLabels(run) : [])
  const guard = new EndlessListGuard('listing your mail')
  let { pageToken, listed } = start
  for (;;) {
    const page = await listPage(run, query, pageToken)
    if (page === null) {
      // Google does not know the place any more, or the person's labels have changed their names: from the beginning. It may not like
      // the query either; that one only saves requests.
      if (pageToken === null) query = ''
      else guard.restart()
      pageToken = null
      listed = 0
      continue
    }
    guard.check(pageToken, page.nextPageToken)
    try {
      await fetchUnknown(run, size, start, page.ids, listed)
      listed += page.ids.length
      run.counts.failedItems += page.unreadableItems
      if (page.unreadableItems > 0) recordNamelessMail(run, startedAt, context.clock.now())
      const isLast = page.nextPageToken === null
      moveOn(run, start.id, {
        pageToken: page.nextPageToken,
        listed,
        ...(isLast ? { status: 'completed', completedAt: context.clock.now() } : {}),
      })
      if (isLast) return
    } catch (error) {
      if (error instanceof BatchEndedError) return
      throw error
    }
    pageToken = page.nextPageToken
    await betweenPages()
    await context.yield()
  }
}

/** Null when the page token or the query is refused. */
async function listPage(run: SyncRun, query: string, pageToken: string | null): Promise<MessageIdPage | null> {
  try {
    return await listMessageIds(run.session, pageToken, query)
  } catch (error) {
    const isPlain = pageToken === null && query === ''
    if (!isPlain && error instanceof GoogleRequestError && error.verdict.kind === 'resync') return null
    throw error
  }
}

async function fetchUnknown(
  run: SyncRun,
  size: BatchSize,
  batch: ImportRow,
  ids: readonly string[],
  listedBefore: number,
): Promise<void> {
  const { context, accountId, session } = run
  const known = new Set(findRawEventNames(context.db, { accountId, ...mailContainer }, ids).map((row) => row.externalId))
  const unknown = ids.filter((id) => !known.has(id))
  let done = listedBefore + ids.length - unknown.length
  await fetchInBatches(
    run,
    size,
    unknown,
    async (id) => prepareMail(await getMessage(session, id)),
    async (fetched) => {
      done += fetched.length
      // What a preview counted is old by now.
      const total = batch.expected === null ? null : Math.max(batch.expected, done)
      await storeFetchedMail(run, fetched, context.clock.now(), { progress: { done, total, what: 'mails' } }, batch.id)
    },
  )
}

function moveOn(run: SyncRun, batchId: number, change: ImportChange): void {
  run.context.commit({}, (tx) => {
    if (getImport(tx, batchId)?.status !== 'running') throw new BatchEndedError()
    updateImport(tx, batchId, change)
  })
}
