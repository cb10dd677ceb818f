// The work that both calendar stages share: pending raw events become occurrences, a bad one is listed and stops nobody.
import { AppError } from '../../../shared/app-error.ts'
import { getAccount } from '../../db/queries/accounts/get-account.ts'
import type { CalendarRow } from '../../db/queries/calendars/calendar-row.ts'
import { recordItemFailure } from '../../db/queries/item-failures/record-item-failure.ts'
import { resolveItemFailure } from '../../db/queries/item-failures/resolve-item-failure.ts'
import { countPendingRawEvents, listPendingRawEvents, type RawEvent } from '../../db/queries/raw-events/list-pending.ts'
import { markRawEvents } from '../../db/queries/raw-events/mark-raw-events.ts'
import type { Transaction } from '../../db/database.ts'
import { type ClaimedJob, type Completed, completed, type FollowUp, type ProcessorContext } from '../../jobs/types.ts'
import { UnreadableEventError } from './google-event.ts'
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
  const followUps: FollowUp[] = [{ kind: 'extract_contacts', payload: { accountId } }]
  const ownAddresses = new Set(getAccount(context.db, accountId)?.ownAddresses ?? [])
  const total = countPendingRawEvents(context.db, stage.source, accountId)
  const done = { items: 0, failedItems: 0 }
  for (;;) {
    const batch = listPendingRawEvents(context.db, stage.source, accountId, batchSize)
    if (batch.length === 0) return completed(done)
    const handled = new Set<number>()
    for (const raw of batch) {
      if (handled.has(raw.id)) continue
      const ids = await normalizeOne(job, context, stage, raw, ownAddresses, (tx, pieceIds) => markDone(tx, job, pieceIds), followUps)
      for (const id of ids) handled.add(id)
      if (ids.length === 0) {
        handled.add(raw.id)
        done.failedItems += 1
      }
      done.items += Math.max(1, ids.filter((id) => batch.some((each) => each.id === id)).length)
      context.progress(done.items, Math.max(total, done.items), 'events')
      await context.yield()
    }
  }
}

/** Ids of the pieces that are dealt with; none when the event could not be read. */
async function normalizeOne(
  job: ClaimedJob<StageKind>,
  context: ProcessorContext,
  stage: CalendarStage,
  raw: RawEvent,
  ownAddresses: ReadonlySet<string>,
  finish: (tx: Transaction, pieceIds: readonly number[]) => void,
  followUps: readonly FollowUp[],
): Promise<readonly number[]> {
  const { accountId } = job.payload
  const nowMs = context.clock.now()
  try {
    const group = stage.readGroup(context, accountId, raw)
    const pieceIds = group.pieces.map(({ id }) => id)
    const origin = { accountId, calendarId: group.calendar.id, externalId: group.externalId, rawEventId: raw.id }
    const surroundings = { ownAddresses, isOwnCalendar: group.calendar.accessRole === 'owner' }
    const slices = planSeries(group.series, origin, surroundings, seriesHorizon(nowMs), nowMs)
    for (const [index, slice] of slices.entries()) {
      const isLast = index === slices.length - 1
      context.commit(isLast ? { followUps } : {}, (tx) => {
        slice(tx)
        if (isLast) finish(tx, pieceIds)
      })
      if (!isLast) await context.yield()
    }
    return pieceIds
  } catch (error) {
    if (!(error instanceof UnreadableEventError)) throw error
    context.commit({}, (tx) =>
      recordItemFailure(tx, {
        stage: job.kind,
        accountId,
        subjectType: 'raw_event',
        subjectKey: String(raw.id),
        label: `Event in ${raw.container}`,
        reason: error.message,
        hint: 'The event is kept as it came. Retry it after an update of OmniCRM.',
        jobId: job.id,
        now: nowMs,
      }),
    )
    return []
  }
}

function markDone(tx: Transaction, job: ClaimedJob<StageKind>, pieceIds: readonly number[]): void {
  markRawEvents(tx, pieceIds, 'processed')
  for (const id of pieceIds) resolveItemFailure(tx, { stage: job.kind, accountId: job.payload.accountId, subjectType: 'raw_event', subjectKey: String(id) })
}

/** The calendar of a raw event. @throws AppError when it has been removed: the job stops, for its account is being removed. */
export function requireCalendar(calendars: readonly CalendarRow[], container: string): CalendarRow {
  const calendar = calendars.find((each) => each.externalId === container)
  if (!calendar) throw new AppError('not_found', 'The calendar of these events no longer exists.', 'It was removed with its account.')
  return calendar
}
