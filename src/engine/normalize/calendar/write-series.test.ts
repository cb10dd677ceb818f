import { expect, it } from 'vitest'
import { readGoogleEvent } from './google-event.ts'
import { planSeries } from './write-series.ts'

const horizon = { fromMs: Date.UTC(2026, 0, 1), untilMs: Date.UTC(2027, 0, 1) }
const origin = { accountId: 'a', calendarId: 1, externalId: 's', rawEventId: 1 }
const surroundings = { ownAddressKeys: new Set(['me@example.com']), isOwnCalendar: true }

/** The sizes of the slices in which ten meetings with so many guests are written; the last one sweeps. */
function sizesWith(guests: number): number[] {
  const master = readGoogleEvent(
    {
      id: 's',
      iCalUID: 's@example.com',
      start: { dateTime: '2026-03-02T09:00:00Z' },
      end: { dateTime: '2026-03-02T10:00:00Z' },
      recurrence: ['RRULE:FREQ=DAILY;COUNT=10'],
      organizer: { email: 'me@example.com' },
      attendees: Array.from({ length: guests }, (_, index) => ({ email: `guest${index}@example.org` })),
    },
    null,
  )
  const slices = [...planSeries({ master, exceptions: [] }, origin, surroundings, horizon, 0)]
  return slices.flatMap((slice) => (slice === null ? [] : [slice.size]))
}

it('writes several meetings of a few people at once, and one of hundreds alone', () => {
  expect(sizesWith(3)).toEqual([8, 2, 1])
  expect(sizesWith(299)).toEqual([...Array.from({ length: 10 }, () => 15), 1])
})
