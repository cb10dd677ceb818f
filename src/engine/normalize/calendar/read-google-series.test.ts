import { expect, it } from 'vitest'
import type { RawEvent } from '../../db/queries/raw-events/raw-event.ts'
import { expandSeries } from './expand-series.ts'
import { readGoogleSeries } from './read-google-series.ts'

const horizon = { fromMs: Date.UTC(2026, 0, 1), untilMs: Date.UTC(2027, 0, 1) }

function raw(resource: { id: string } & Record<string, unknown>, goneAt: number | null = null): RawEvent {
  return {
    id: 1,
    container: 'c',
    externalId: resource.id,
    seriesId: null,
    contentHash: '',
    status: 'pending',
    goneAt,
    fetchedAt: 0,
    payload: Buffer.from(JSON.stringify(resource)),
  }
}

const master = {
  id: 's',
  iCalUID: 's@example.com',
  start: { date: '2026-03-02' },
  end: { date: '2026-03-03' },
  recurrence: ['RRULE:FREQ=DAILY;COUNT=3'],
}
const moved = {
  id: 's_20260303',
  recurringEventId: 's',
  originalStartTime: { date: '2026-03-03' },
  start: { date: '2026-03-13' },
  end: { date: '2026-03-14' },
}
const cancelled = { id: 's_20260303', recurringEventId: 's', status: 'cancelled', originalStartTime: { date: '2026-03-03' } }

function days(...pieces: RawEvent[]): string[] | null {
  const { series } = readGoogleSeries('s', pieces, null)
  return series && expandSeries(series, horizon).map(({ start }) => (start.kind === 'date' ? start.date : start.wall))
}

it('moves an edited occurrence and leaves out a cancelled one', () => {
  expect(days(raw(master), raw(moved))).toEqual(['2026-03-02', '2026-03-13', '2026-03-04'])
  expect(days(raw(master), raw(cancelled))).toEqual(['2026-03-02', '2026-03-04'])
})

it('takes an exception that its source no longer has for none: the occurrence is as the series says', () => {
  expect(days(raw(master), raw(moved, 5))).toEqual(['2026-03-02', '2026-03-03', '2026-03-04'])
})

it('is gone when its master is gone or cancelled', () => {
  expect([days(raw(master, 5)), days(raw({ id: 's', status: 'cancelled' }))]).toEqual([null, null])
})

it('is gone when only exceptions were shared and those are gone', () => {
  expect(days(raw(moved, 5))).toEqual([])
})
