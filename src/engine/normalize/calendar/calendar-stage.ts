// The work that both calendar stages share: pending raw events become occurrences, a bad one is listed and stops nobody.
import { AppError } from '../../../shared/app-error.ts'
import { getAccount } from '../../db/queries/accounts/get-account.ts'
import type { CalendarRow } from '../../db/queries/calendars/calendar-row.ts'
import { type ItemSubject, recordItemFailure } from '../../db/queries/item-failures/record-item-failure.ts'
import { resolveItemFailure } from '../../db/queries/item-failures/resolve-item-failure.ts'
import { countPendingRawEvents, listPendingRawEvents, type RawEvent } from '../../db/queries/raw-events/list-pending.ts'
import { markRawEvents } from '../../db/queries/raw-events/mark-raw-events.ts'
import type { Transaction } from '../../db/database.ts'
import { type ClaimedJob, type Completed, completed, type FollowUp, type ProcessorContext } from '../../jobs/types.ts'
import { UnreadableEventError } from './unreadable-event-error.ts'
import { seriesHorizon } from './series-horizon.ts'
import type { Series } from './source-event.ts'
import { planSeries } from './write-series.ts'

type StageKind = 'normalize_google_event' | 'normalize_file_event'

/** Everything that belongs to one event at its source, and what it says. */
export interface EventGroup {
  /** The event, or the series, at its source. */
  readonly externalId: string
  /** The stored pieces; all of them are dealt with together. */
  readonly pieces: readonly RawEvent[]
  readonly calendar: CalendarRow
  /** Null when the event is gone. */
  readonly series: Series | null
}

/** What tells one calendar stage from the other. */
export interface CalendarStage {
  readonly source: 'google_event' | 'file_event'
  /** The group to which a pending raw event belongs. @throws UnreadableEventError */
  readGroup(context: ProcessorContext, accountId: string, raw: RawEvent): EventGroup
}

/** Raw events read ahead at once. */
const batchSize = 25

/** Works through the account's pending raw events, then answers how many were done and how many failed. */
export async function runCalendarStage(
  job: ClaimedJob<StageKind>,
  context: ProcessorContext,
  stage: CalendarStage,
): Promise<Completed<{ items: number; failedItems: number }>> {
  const { accountId } = job.payload
  const ownAddresses = new Set(getAccount(context.db, accountId)?.ownAddresses ?? [])
  const total = countPendingRawEvents(context.db, stage.source, accountId)
  const followUps: FollowUp[] = [{ kind: 'extract_contacts', payload: { accountId } }]
  const done = { items: 0, failedItems: 0 }
  for (;;) {
    const batch = listPendingRawEvents(context.db, stage.source, accountId, batchSize)
    // Again at the end: a crash may have come between the last events and their follow-up.
    if (batch.length === 0) return completed(done, followUps)
    const settled = new Set<number>()
    for (const raw of batch) {
      // Dealt with already, as a piece of the series of an earlier one.
      if (settled.has(raw.id)) continue
      const outcome = await normalizeEvent(job, context, stage, raw, ownAddresses)
      if (outcome === 'failed') done.failedItems += 1
      for (const id of outcome === 'failed' ? [raw.id] : outcome) settled.add(id)
      context.progress(done.items + settled.size, Math.max(total, done.items + settled.size), 'events')
      await context.yield()
    }
    done.items += batch.length
    context.commit(
      { progress: { done: done.items, total: Math.max(total, done.items), what: 'events' }, followUps },
      () => undefined,
    )
  }
}

/** Writes the event or series to which a raw event belongs; answers the ids of the pieces that are thereby dealt with. */
async function normalizeEvent(
  job: ClaimedJob<StageKind>,
  context: ProcessorContext,
  stage: CalendarStage,
  raw: RawEvent,
  ownAddresses: ReadonlySet<string>,
): Promise<readonly number[] | 'failed'> {
  const { accountId } = job.payload
  const nowMs = context.clock.now()
  try {
    const group = stage.readGroup(context, accountId, raw)
    const pieceIds = group.pieces.map(({ id }) => id)
    const origin = { accountId, calendarId: group.calendar.id, externalId: group.externalId, rawEventId: raw.id }
    const surroundings = { ownAddresses, isOwnCalendar: group.calendar.accessRole === 'owner' }
    for (const slice of planSeries(group.series, origin, surroundings, seriesHorizon(nowMs), nowMs)) {
      context.commit({}, slice)
      await context.yield()
    }
    // Only now: a crash before this writes the whole series again.
    context.commit({}, (tx) => settlePieces(tx, job, pieceIds))
    return pieceIds
  } catch (error) {
    if (!(error instanceof UnreadableEventError)) throw error
    context.commit({}, (tx) =>
      recordItemFailure(tx, {
        ...subjectOf(job, raw.id),
        label: `Event in ${raw.container}`,
        reason: error.message,
        hint: 'The event is kept as it came. Retry it after an update of OmniCRM.',
        jobId: job.id,
        now: nowMs,
      }),
    )
    return 'failed'
  }
}

function settlePieces(tx: Transaction, job: ClaimedJob<StageKind>, pieceIds: readonly number[]): void {
  markRawEvents(tx, pieceIds, 'processed')
  for (const id of pieceIds) resolveItemFailure(tx, subjectOf(job, id))
}

function subjectOf(job: ClaimedJob<StageKind>, rawEventId: number): ItemSubject {
  return { stage: job.kind, accountId: job.payload.accountId, subjectType: 'raw_event', subjectKey: String(rawEventId) }
}

/** The calendar of a raw event. @throws AppError when it has been removed: the job stops, for its account is being removed. */
export function requireCalendar(calendars: readonly CalendarRow[], container: string): CalendarRow {
  const calendar = calendars.find((each) => each.externalId === container)
  if (!calendar)
    throw new AppError('not_found', 'The calendar of these events no longer exists.', 'It was removed with its account.')
  return calendar
}
