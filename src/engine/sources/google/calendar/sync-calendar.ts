// Reads one calendar: in full (resumable by page), from its sync token, or in full again when Google no longer knows the token.
import { getItemFailure } from '../../../db/queries/item-failures/get-item-failure.ts'
import { type ItemSubject, recordItemFailure } from '../../../db/queries/item-failures/record-item-failure.ts'
import { resolveItemFailure } from '../../../db/queries/item-failures/resolve-item-failure.ts'
import { getSyncCursor } from '../../../db/queries/sync-cursors/get-sync-cursor.ts'
import { putSyncCursor } from '../../../db/queries/sync-cursors/put-sync-cursor.ts'
import type { SyncCursor } from '../../../db/queries/sync-cursors/sync-cursor.ts'
import type { Database, Transaction } from '../../../db/database.ts'
import { eventsFingerprint, type EventsPage, listEvents } from '../../../google/calendar-requests.ts'
import { EndlessListGuard } from '../../../google/endless-list-guard.ts'
import { GoogleRequestError } from '../../../google/google-request-error.ts'
import type { BatchCommit, FollowUp } from '../../../jobs/types.ts'
import { isSecondLookDue, sweepContainer } from '../sweep-container.ts'
import type { SyncRun } from '../sync-run.ts'
import { type EventChange, readEventChange } from './event-item.ts'
import { storeEvents } from './store-events.ts'

/** A calendar that is read. */
export interface SyncedCalendar {
  readonly externalId: string
  readonly name: string
}

/** The cursor's scope of a calendar. */
export function calendarScope(calendarId: string): string {
  return `calendar:${calendarId}`
}

/** Events hashed in one stretch. */
const prepareSliceSize = 50

/** What a page of stored events sets off. */
export function eventFollowUps(accountId: string): readonly FollowUp[] {
  return [{ kind: 'normalize_google_event', payload: { accountId } }]
}

/**
 * Brings one calendar up to date. Each page is stored in its own transaction together with the place to go on from; the sync token
 * only moves with the last page. `done` and `total` are calendars, for the progress that is shown.
 * @throws {GoogleRequestError} when this calendar cannot be read; what was stored stays, and the next run goes on from there
 */
export async function syncCalendar(run: SyncRun, calendar: SyncedCalendar, done: number, total: number): Promise<void> {
  const known = getSyncCursor(run.context.db, run.accountId, calendarScope(calendar.externalId))
  const progress = { done, total, what: 'calendars' }
  run.context.progress(done, total, progress.what)
  let cursor =
    known !== null && isUsable(known) && !isToBeReadAgain(run, known) ? known : startSnapshot(run, calendar.externalId, known)
  for (let restarts = 0; ; restarts += 1) {
    try {
      await readPages(run, calendar, cursor, progress)
      return
    } catch (error) {
      // A second refusal in one run is not answered with a third attempt.
      if (!(error instanceof GoogleRequestError) || error.verdict.kind !== 'resync' || restarts > 0) throw error
      run.context.logger.info('the calendar needs a new baseline', { status: error.status })
      cursor = startSnapshot(
        run,
        calendar.externalId,
        getSyncCursor(run.context.db, run.accountId, calendarScope(calendar.externalId)),
      )
    }
  }
}

/**
 * A listing may only be taken up again by its page token, which remembers when the listing began. Listed from the start once more, the
 * sync token would be newer than what the earlier run saw, and a cancellation in between would be lost.
 */
function isUsable(cursor: SyncCursor): boolean {
  return (
    cursor.fingerprint === eventsFingerprint &&
    (cursor.cursor !== null || (cursor.snapshotStartedAt !== null && cursor.pageToken !== null))
  )
}

/**
 * Events without an id cannot be asked for again one by one: the calendar is listed anew, until that is parked. So is one of which a
 * snapshot was not believed.
 */
function isToBeReadAgain({ context }: SyncRun, cursor: SyncCursor): boolean {
  if (cursor.cursor === null || cursor.pageToken !== null) return false
  if (isSecondLookDue(cursor.doubtedAt, context.clock.now())) return true
  return getItemFailure(context.db, unreadableSubject(cursor))?.isParked === false
}

/** Begins a full listing. It counts as later than everything stored so far, whatever the clock says. */
function startSnapshot(run: SyncRun, calendarId: string, known: SyncCursor | null): SyncCursor {
  const startedAt = Math.max(run.context.clock.now(), (known?.updatedAt ?? 0) + 1)
  const cursor: SyncCursor = {
    accountId: run.accountId,
    scope: calendarScope(calendarId),
    cursor: null,
    pageToken: null,
    pinnedCursor: null,
    snapshotStartedAt: startedAt,
    doubtedAt: known?.doubtedAt ?? null,
    fingerprint: eventsFingerprint,
    updatedAt: startedAt,
  }
  run.context.commit({}, (tx) => putSyncCursor(tx, cursor))
  return cursor
}

async function readPages(
  run: SyncRun,
  calendar: SyncedCalendar,
  start: SyncCursor,
  progress: NonNullable<BatchCommit['progress']>,
): Promise<void> {
  const { context, accountId } = run
  const calendarId = calendar.externalId
  const guard = new EndlessListGuard('reading a calendar')
  let cursor = start
  for (;;) {
    const page = await listEvents(run.session, calendarId, { syncToken: cursor.cursor, pageToken: cursor.pageToken })
    guard.check(cursor.pageToken, page.nextPageToken)
    refuseEndWithoutToken(page)
    const changes = await readChanges(run, page)
    const seenAt = Math.max(context.clock.now(), cursor.updatedAt)
    const next = nextPosition(cursor, page, seenAt)
    if (page.items.length + page.unreadableItems > 0 || hasMoved(cursor, next)) {
      const followUps = changes.length > 0 ? eventFollowUps(accountId) : []
      const stored = context.commit({ progress, followUps }, (tx) => {
        const counts = storeEvents(tx, { accountId, calendarId, seenAt }, changes)
        if (page.unreadableItems > 0) recordUnreadable(tx, run, calendar, cursor, seenAt)
        putSyncCursor(tx, next)
        return counts
      })
      run.counts.stored += stored.stored
      run.counts.unchanged += stored.unchanged
      run.counts.removed += stored.removed
    }
    run.counts.failedItems += page.unreadableItems
    await context.yield()
    cursor = next
    if (page.nextPageToken === null) {
      if (cursor.snapshotStartedAt === null) return
      // Everything is stored. Only now is what was not listed known to be gone, and only after that does the cursor move.
      const isWhole = !hasFailedIn(context.db, cursor)
      const container = { source: 'google_event', container: calendarId, title: `the calendar ${calendar.name}` } as const
      const doubtedAt = isWhole ? await sweepContainer(run, container, cursor, eventFollowUps(accountId)) : cursor.doubtedAt
      const idle = { ...cursor, doubtedAt, cursor: page.nextSyncToken, pageToken: null, snapshotStartedAt: null }
      context.commit({}, (tx) => {
        putSyncCursor(tx, idle)
        if (isWhole) resolveItemFailure(tx, unreadableSubject(idle))
      })
      if (cursor.pageToken === null) return
      // The pages were read over some time, or by several runs: catch up with what changed meanwhile.
      cursor = idle
    }
  }
}

function unreadableSubject({ accountId, scope }: SyncCursor): ItemSubject {
  return { stage: 'google_calendar_sync', accountId, subjectType: 'source_item', subjectKey: scope }
}

/** Whether the running snapshot has met events that could not be stored: it does not tell then what is gone. */
function hasFailedIn(db: Database, cursor: SyncCursor): boolean {
  const failure = getItemFailure(db, unreadableSubject(cursor))
  return failure !== null && cursor.snapshotStartedAt !== null && failure.lastFailedAt >= cursor.snapshotStartedAt
}

/** Once for each snapshot, on however many of its pages they are. */
function recordUnreadable(tx: Transaction, run: SyncRun, calendar: SyncedCalendar, cursor: SyncCursor, now: number): void {
  if (hasFailedIn(tx, cursor)) return
  recordItemFailure(tx, {
    ...unreadableSubject(cursor),
    label: `Events of ${calendar.name}`,
    reason: 'Google sent events without an id.',
    hint: 'The next syncs read the whole calendar again. Nothing needs to be done.',
    jobId: run.jobId,
    now,
  })
}

/** Where the run stands once this page is stored. The last page of a snapshot leaves it where it is: the sweep is still to come. */
function nextPosition(cursor: SyncCursor, page: EventsPage, seenAt: number): SyncCursor {
  if (page.nextPageToken !== null) return { ...cursor, pageToken: page.nextPageToken, updatedAt: seenAt }
  if (cursor.snapshotStartedAt !== null) return { ...cursor, updatedAt: seenAt }
  return { ...cursor, cursor: page.nextSyncToken, pageToken: null, updatedAt: seenAt }
}

function hasMoved(from: SyncCursor, to: SyncCursor): boolean {
  return from.cursor !== to.cursor || from.pageToken !== to.pageToken
}

/** Without a token a run would never end as complete: better to read the page again. */
function refuseEndWithoutToken(page: EventsPage): void {
  if (page.nextPageToken !== null || page.nextSyncToken !== null) return
  throw new GoogleRequestError(
    { kind: 'transient' },
    200,
    'reading a calendar',
    'Google ended a calendar without saying how to go on.',
  )
}

async function readChanges(run: SyncRun, page: EventsPage): Promise<EventChange[]> {
  const changes: EventChange[] = []
  for (let start = 0; start < page.items.length; start += prepareSliceSize) {
    for (const item of page.items.slice(start, start + prepareSliceSize)) changes.push(readEventChange(item))
    await run.context.yield()
  }
  return changes
}
