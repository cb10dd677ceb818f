import { expect, it } from 'vitest'
import { applyFieldMask, parseFieldMask } from './field-mask.ts'

const event = {
  id: 'one',
  start: { dateTime: 'x', timeZone: 'UTC' },
  attendees: [{ email: 'a@example.com', self: true }, { email: 'b@example.com' }],
}
const page = { kind: 'list', items: [event], nextPageToken: 'next' }

it.each([
  ['items/id', { items: [{ id: 'one' }] }],
  [
    'items(id,attendees/email),nextPageToken',
    { items: [{ id: 'one', attendees: [{ email: 'a@example.com' }, { email: 'b@example.com' }] }], nextPageToken: 'next' },
  ],
  ['items(start,start/timeZone)', { items: [{ start: event.start }] }],
  ['items(start/timeZone,start/dateTime)', { items: [{ start: event.start }] }],
  ['items/start/*', { items: [{ start: event.start }] }],
  ['*', page],
  ['absent', {}],
])('keeps of a page what %s selects', (fields, expected) => {
  expect(applyFieldMask(page, parseFieldMask(fields))).toEqual(expected)
})

it.each(['', 'items(', 'items(id', 'items)', 'a,,b', 'a/', '(a)'])('does not take %j for a selection', (fields) => {
  expect(parseFieldMask(fields)).toBeNull()
})
