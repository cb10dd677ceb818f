import { expect, it } from 'vitest'
import { expandSeries } from './expand-series.ts'
import { readIcsSeries } from './ics-series.ts'
import { occurrenceRows, type OccurrenceRows } from './occurrence-rows.ts'

const surroundings = { ownAddressKeys: new Set(['ada@example.com']), isOwnCalendar: false }

/** The rows of all occurrences of an invitation. */
function rowsOf(lines: readonly string[]): OccurrenceRows[] {
  const head = 'BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:a@example.com\nDTSTART:20260305T090000Z\nDTEND:20260305T100000Z'
  const series = readIcsSeries([head, ...lines, 'END:VEVENT', 'END:VCALENDAR', ''].join('\n'))
  return expandSeries(series, { fromMs: Date.UTC(2020, 0, 1), untilMs: Date.UTC(2027, 0, 1) }).map(occurrenceRows(surroundings))
}

/** The direction of the meeting that an invitation becomes; null when it becomes none. */
function directionOf(lines: readonly string[]): string | null {
  const [row] = rowsOf(lines)
  if (row === undefined) throw new Error('the event has no occurrence')
  return row.meeting?.direction ?? null
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

it('reads the HTML of an invitation as it reads that of a mail, and the same for every occurrence', () => {
  const html = '<p>Agenda:</p><ul><li>Budget &amp; plans</li><li><a href="https://example.org/x">Garden</a></li></ul>'
  const texts = rowsOf([
    'ORGANIZER:mailto:grace@example.org',
    'ATTENDEE:mailto:ada@example.com',
    'LOCATION:Room 1',
    'RRULE:FREQ=DAILY;COUNT=3',
    `DESCRIPTION:${html.replaceAll(';', '\\;')}`,
  ]).map(({ meeting }) => [meeting?.writtenText, meeting?.snippet])
  const text = 'Agenda:\n\n- Budget & plans\n- Garden'
  expect(texts).toEqual(Array.from({ length: 3 }, () => [text, 'Room 1 · Agenda: - Budget & plans - Garden']))
})

it('leaves a description alone that only mentions what looks like a tag', () => {
  const [row] = rowsOf(['ORGANIZER:mailto:grace@example.org', 'ATTENDEE:mailto:ada@example.com', 'DESCRIPTION:a < b & b > c'])
  expect(row?.meeting?.writtenText).toBe('a < b & b > c')
})

it('keeps what the person answered and who else is in it, also of what is no interaction', () => {
  const grace = 'ORGANIZER:mailto:grace@example.org'
  const stateOf = (lines: readonly string[]): unknown => {
    const [row] = rowsOf(lines)
    return [row?.event.ownResponse, row?.event.hasOthers, row?.event.people.map(({ role, address }) => `${role} ${address}`)]
  }
  expect(stateOf([grace, 'ATTENDEE;PARTSTAT=DECLINED:mailto:ada@example.com'])).toEqual([
    'declined',
    true,
    ['organizer grace@example.org', 'attendee ada@example.com'],
  ])
  expect(stateOf([grace, 'ATTENDEE;PARTSTAT=ACCEPTED:mailto:ada@example.com'])).toEqual(['accepted', true, []])
  expect(stateOf(['ORGANIZER:mailto:ada@example.com', 'ATTENDEE;PARTSTAT=ACCEPTED:mailto:ada@example.com'])).toEqual([
    'accepted',
    false,
    ['organizer ada@example.com', 'attendee ada@example.com'],
  ])
  expect(stateOf([])).toEqual([null, false, []])
})
