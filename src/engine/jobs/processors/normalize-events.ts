// The work that both calendar stages share: pending raw events become occurrences, a bad one is listed and stops nobody.
import { AppError } from '../../../shared/app-error.ts'
import { getAccount } from '../../db/queries/accounts/get-account.ts'
import { listPendingEventStages } from '../../db/queries/calendar/list-pending-event-stages.ts'
import type { CalendarRow } from '../../db/queries/calendars/calendar-row.ts'
import { reopenUnparkedItems } from '../../db/queries/item-failures/reopen-item-failures.ts'
import { countPendingRawEvents, listPendingRawEvents } from '../../db/queries/raw-events/list-pending.ts'
import type { RawEvent } from '../../db/queries/raw-events/raw-event.ts'
import type { Database } from '../../db/database.ts'
import { toItemError } from '../../db/savepoint.ts'
import { canonicalAddressKey } from '../../people/address-key.ts'
import { gathering } from '../gather.ts'
import { GatheredWrites } from '../gathered-writes.ts'
import { Pace } from '../pace.ts'
import { type ClaimedJob, type Completed, completed, type FollowUp, type ProcessorContext } from '../types.ts'
import { WordMerger } from '../word-merger.ts'
import { type FailureWords, settleRawEvents } from './settle-raw-events.ts'
import { seriesHorizon } from '../../normalize/calendar/series-horizon.ts'
import type { Series } from '../../normalize/calendar/source-event.ts'
import { planSeries, type SeriesSlice } from '../../normalize/calendar/write-series.ts'

type StageKind = 'normalize_google_event' | 'normalize_file_event'

/** What the pieces of one event at its source say together. */
export interface EventGroup {
  /** The event, or the series, at its source. */
  readonly externalId: string
  readonly calendar: CalendarRow
  /** Null when the event is gone. */
  readonly series: Series | null
  /** Pieces that were left out because they cannot be understood. */
  readonly unreadable: ReadonlyMap<RawEvent, Error>
}

/** What tells one calendar stage from the other. */
export interface CalendarStage {
  readonly source: 'google_event' | 'file_event'
  /** The stored pieces to which a pending raw event belongs, itself among them; all of them are dealt with together. */
  listPieces(context: ProcessorContext, accountId: string, raw: RawEvent): readonly RawEvent[]
  /** Reads the pieces. @throws what the event as a whole is to be blamed for; an AppError stops the job */
  readGroup(context: ProcessorContext, accountId: string, raw: RawEvent, pieces: readonly RawEvent[]): EventGroup
}

/** An event in work: one that fails is listed once, whichever of its pieces came first. */
interface EventInWork {
  /** The piece by which a failure of the event as a whole is listed: the master where there is one. */
  readonly lead: RawEvent
  readonly pieces: readonly RawEvent[]
  /** False when the event's pieces could not be found by the raw event that led to them. */
  readonly isWhole: boolean
}

const words: FailureWords = {
  label: (raw) => `Event in ${raw.container}`,
  hint: 'The event is kept as it came. Retry it after an update of OmniCRM.',
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
  const total = countPendingRawEvents(context.db, stage.source, accountId)
  const followUps: FollowUp[] = [{ kind: 'extract_contacts', payload: { accountId } }]
  const done = { items: 0, failedItems: 0 }
  const pace = new Pace(context, batchOccurrences)
  const writes = new GatheredWrites<EventInWork>(pace, (tx, event, error) => {
    done.failedItems += 1
    settleRawEvents(tx, { job, words, nowMs: context.clock.now() }, event.pieces, new Map([[event.lead, error]]))
  })
  const merger = new WordMerger(pace, 'interaction_words')
  const flush = async (doneNow: number, isLast: boolean): Promise<void> => {
    // The last batch leaves it to the end of the job.
    const laterOn = isLast ? [] : followUps.map((next) => gathering(next, context.clock.now()))
    await writes.flush({ progress: { done: doneNow, total: Math.max(total, doneNow), what: 'events' }, followUps: laterOn })
    await merger.afterBatch()
  }
  context.commit({}, (tx) => reopenUnparkedItems(tx, job.kind, accountId))
  for (;;) {
    const batch = listPendingRawEvents(context.db, stage.source, accountId, batchSize)
    if (batch.length === 0) break
    const isLast = batch.length < batchSize
    const settled = new Set<number>()
    for (const raw of batch) {
      // Dealt with already, as a piece of the series of an earlier one.
      if (settled.has(raw.id)) continue
      const event = findEvent(context, stage, accountId, raw)
      const plan = planEvent(job, context, stage, raw, event)
      let step = plan.next()
      for (; !step.done; step = plan.next()) {
        if (step.value) writes.add(event, step.value.size, step.value.write)
        if (writes.isFull) await flush(done.items + settled.size, isLast)
        else await pace.pause()
      }
      done.failedItems += step.value
      for (const { id } of event.pieces) settled.add(id)
    }
    done.items += batch.length
    await flush(done.items, isLast)
  }
  await merger.finish()
  // Also when there was nothing to do: a crash may have come between the last events and their follow-up.
  // A meeting that this account told of may be another one's to tell now.
  const elsewhere = listPendingEventStages(context.db).filter(({ payload }) => payload.accountId !== accountId)
  return completed(done, [...followUps, ...elsewhere])
}

function findEvent(context: ProcessorContext, stage: CalendarStage, accountId: string, raw: RawEvent): EventInWork {
  const found = stage.listPieces(context, accountId, raw)
  // Without the raw event that led to them, the pieces would be written and it would stay pending, to come again for ever.
  if (!found.some(({ id }) => id === raw.id)) return { lead: raw, pieces: [raw], isWhole: false }
  return { lead: found.find(({ seriesId }) => seriesId === null) ?? raw, pieces: found, isWhole: true }
}

/**
 * Plans the writes for an event or series, and answers how many of its pieces failed; a `null` among the writes is a place to pause.
 * What is wrong with the event is listed; what is wrong with the database or the account is thrown.
 */
function* planEvent(
  job: ClaimedJob<StageKind>,
  context: ProcessorContext,
  stage: CalendarStage,
  raw: RawEvent,
  event: EventInWork,
): Generator<SeriesSlice | null, number> {
  const { accountId } = job.payload
  const nowMs = context.clock.now()
  const ownAddresses = ownAddressesOf(context.db, accountId)
  // A piece of which a newer version has come stays pending, and so do all when another own address was learnt meanwhile: the series is
  // then written once more, with that.
  const settling = (errors: ReadonlyMap<RawEvent, Error>): SeriesSlice => ({
    size: 1,
    write(tx) {
      if (ownAddressesOf(tx, accountId).length === ownAddresses.length)
        settleRawEvents(tx, { job, words, nowMs }, event.pieces, errors)
    },
  })
  try {
    if (!event.isWhole) throw new Error('The series of this event was not found by it')
    const group = stage.readGroup(context, accountId, raw, event.pieces)
    const origin = { accountId, calendarId: group.calendar.id, externalId: group.externalId, rawEventId: raw.id }
    const surroundings = {
      ownAddressKeys: new Set(ownAddresses.map(canonicalAddressKey)),
      isOwnCalendar: group.calendar.accessRole === 'owner',
    }
    yield* planSeries(group.series, origin, surroundings, seriesHorizon(nowMs), nowMs)
    // Last of all: a crash before this writes the whole series again.
    yield settling(group.unreadable)
    return group.unreadable.size
  } catch (error) {
    context.signal.throwIfAborted()
    if (error instanceof AppError) throw error
    yield settling(new Map([[event.lead, toItemError(error)]]))
    return 1
  }
}

/** They only ever become more. */
function ownAddressesOf(db: Database, accountId: string): readonly string[] {
  return getAccount(db, accountId)?.ownAddresses ?? []
}

/** The calendar of a raw event. @throws AppError when it has been removed: the job stops, for its account is being removed. */
export function requireCalendar(calendars: readonly CalendarRow[], container: string): CalendarRow {
  const calendar = calendars.find((each) => each.externalId === container)
  if (!calendar)
    throw new AppError('not_found', 'The calendar of these events no longer exists.', 'It was removed with its account.')
  return calendar
}
