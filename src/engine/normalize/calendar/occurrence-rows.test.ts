import { expect, it } from 'vitest'
import { expandSeries } from './expand-series.ts'
import { readIcsSeries } from './ics-series.ts'
import { toOccurrenceRows } from './occurrence-rows.ts'

const surroundings = { ownAddresses: new Set(['ada@example.com']), isOwnCalendar: false }

/** The direction of the meeting that an invitation becomes; null when it becomes none. */
function directionOf(lines: readonly string[]): string | null | undefined {
  const head = 'BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:a@example.com\nDTSTART:20260305T090000Z\nDTEND:20260305T100000Z'
  const series = readIcsSeries([head, ...lines, 'END:VEVENT', 'END:VCALENDAR', ''].join('\n'))
  const [occurrence] = expandSeries(series, { fromMs: Date.UTC(2020, 0, 1), untilMs: Date.UTC(2027, 0, 1) })
  if (occurrence === undefined) throw new Error('the event has no occurrence')
  return toOccurrenceRows(occurrence, surroundings).meeting?.direction ?? null
}

it('knows a meeting by who is in it besides oneself', () => {
  const grace = 'ORGANIZER:mailto:grace@example.org'
  const ada = 'ATTENDEE:mailto:ada@example.com'
  expect({
    'invited by somebody who is no attendee herself': directionOf([grace, ada]),
    'invited with others': directionOf([grace, ada, 'ATTENDEE:mailto:bob@example.net']),
    'own invitation': directionOf(['ORGANIZER:mailto:ada@example.com', 'ATTENDEE:mailto:bob@example.net']),
    'entry of a shared calendar': directionOf(['ORGANIZER:mailto:team@group.calendar.google.com', ada]),
    'entry of somebody else without guests': directionOf([grace]),
    declined: directionOf([grace, 'ATTENDEE;PARTSTAT=DECLINED:mailto:ada@example.com']),
  }).toEqual({
    'invited by somebody who is no attendee herself': 'inbound',
    'invited with others': 'inbound',
    'own invitation': 'outbound',
    'entry of a shared calendar': null,
    'entry of somebody else without guests': null,
    declined: null,
  })
})
