import { expect, test } from 'vitest'
import { isNarrowed, toTimelineFilter } from './timeline-store.ts'

test('a person and two days become what the app is asked for, the last day included', () => {
  expect(
    toTimelineFilter({ kind: 'email', person: { id: 7, name: 'Ada' }, fromDay: '2026-03-28', untilDay: '2026-03-31' }),
  ).toEqual({
    kind: 'email',
    contactId: 7,
    fromMs: new Date(2026, 2, 28).getTime(),
    untilMs: new Date(2026, 3, 1).getTime(),
  })
})

test('nothing chosen asks for everything', () => {
  expect(toTimelineFilter({})).toEqual({})
})

test('with newsletters there is more, not less', () => {
  expect([{}, { includeBulk: true }, { includeBulk: true, fromDay: '2026-03-28' }].map(isNarrowed)).toEqual([false, false, true])
})
