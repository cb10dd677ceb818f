// The work that both calendar stages share: pending raw events become occurrences, a bad one is listed and stops nobody.
import { AppError } from '../../../shared/app-error.ts'
import { getAccount } from '../../db/queries/accounts/get-account.ts'
import type { CalendarRow } from '../../db/queries/calendars/calendar-row.ts'
import { type ItemSubject, recordItemFailure } from '../../db/queries/item-failures/record-item-failure.ts'
import { resolveItemFailure } from '../../db/queries/item-failures/resolve-item-failure.ts'
import { keepCurrentRawEvents } from '../../db/queries/raw-events/keep-current.ts'
import { countPendingRawEvents, listPendingRawEvents } from '../../db/queries/raw-events/list-pending.ts'
import type { RawEvent } from '../../db/queries/raw-events/raw-event.ts'
import { markRawEvents } from '../../db/queries/raw-events/mark-raw-events.ts'
import type { Transaction } from '../../db/database.ts'
import { gathering } from '../gather.ts'
import { GatheredWrites } from '../gathered-writes.ts'
import { Pace } from '../pace.ts'
import { type ClaimedJob, type Completed, completed, type FollowUp, type ProcessorContext } from '../types.ts'
import { WordMerger } from '../word-merger.ts'
import { UnreadableEventError } from '../../normalize/calendar/unreadable-event-error.ts'
import { seriesHorizon } from '../../normalize/calendar/series-horizon.ts'
import type { Series } from '../../normalize/calendar/source-event.ts'
import { planSeries, type SeriesSlice } from '../../normalize/calendar/write-series.ts'

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
/** Occurrences of one transaction. */
const batchOccurrences = { first: 16, least: 8, most: 120 }

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
  const pace = new Pace(context, batchOccurrences)
  const writes = new GatheredWrites(pace)
  const merger = new WordMerger(pace, 'interaction_words')
  const flush = async (doneNow: number, isLast: boolean): Promise<void> => {
    // The last batch leaves it to the end of the job.
    const laterOn = isLast ? [] : followUps.map((next) => gathering(next, context.clock.now()))
    await writes.flush({ progress: { done: doneNow, total: Math.max(total, doneNow), what: 'events' }, followUps: laterOn })
    await merger.afterBatch()
  }
  for (;;) {
    const batch = listPendingRawEvents(context.db, stage.source, accountId, batchSize)
    if (batch.length === 0) break
    const isLast = batch.length < batchSize
    const settled = new Set<number>()
    for (const raw of batch) {
      // Dealt with already, as a piece of the series of an earlier one.
      if (settled.has(raw.id)) continue
      const plan = planEvent(job, context, stage, raw, ownAddresses)
      let step = plan.next()
      for (; !step.done; step = plan.next()) {
        if (step.value) writes.add(step.value.size, step.value.write)
        if (writes.isFull) await flush(done.items + settled.size, isLast)
        else await pace.pause()
      }
      if (step.value.isFailed) done.failedItems += 1
      for (const id of step.value.pieceIds) settled.add(id)
    }
    done.items += batch.length
    await flush(done.items, isLast)
  }
  await merger.finish()
  // Also when there was nothing to do: a crash may have come between the last events and their follow-up.
  return completed(done, followUps)
}

/** What became of the plan for an event. */
interface PlannedEvent {
  /** The pieces that are dealt with once everything is written. */
  readonly pieceIds: readonly number[]
  readonly isFailed: boolean
}

/** Plans the writes for the event or series to which a raw event belongs; a `null` among them is a place to pause. */
function* planEvent(
  job: ClaimedJob<StageKind>,
  context: ProcessorContext,
  stage: CalendarStage,
  raw: RawEvent,
  ownAddresses: ReadonlySet<string>,
): Generator<SeriesSlice | null, PlannedEvent> {
  const { accountId } = job.payload
  const nowMs = context.clock.now()
  try {
    const group = stage.readGroup(context, accountId, raw)
    const origin = { accountId, calendarId: group.calendar.id, externalId: group.externalId, rawEventId: raw.id }
    const surroundings = { ownAddresses, isOwnCalendar: group.calendar.accessRole === 'owner' }
    yield* planSeries(group.series, origin, surroundings, seriesHorizon(nowMs), nowMs)
    // Last of all: a crash before this writes the whole series again.
    yield { size: 1, write: (tx) => settlePieces(tx, job, group.pieces) }
    return { pieceIds: group.pieces.map(({ id }) => id), isFailed: false }
  } catch (error) {
    if (!(error instanceof UnreadableEventError)) throw error
    yield { size: 1, write: (tx) => listAsFailed(tx, job, raw, error.message, nowMs) }
    return { pieceIds: [raw.id], isFailed: true }
  }
}

function listAsFailed(tx: Transaction, job: ClaimedJob<StageKind>, raw: RawEvent, reason: string, nowMs: number): void {
  if (keepCurrentRawEvents(tx, [raw]).length === 0) return
  recordItemFailure(tx, {
    ...subjectOf(job, raw.id),
    label: `Event in ${raw.container}`,
    reason,
    hint: 'The event is kept as it came. Retry it after an update of OmniCRM.',
    jobId: job.id,
    now: nowMs,
  })
}

/** A piece of which a newer version has come stays pending: the series is then written once more, with that. */
function settlePieces(tx: Transaction, job: ClaimedJob<StageKind>, pieces: readonly RawEvent[]): void {
  const settled = keepCurrentRawEvents(tx, pieces).map(({ id }) => id)
  markRawEvents(tx, settled, 'processed')
  for (const id of settled) resolveItemFailure(tx, subjectOf(job, id))
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
