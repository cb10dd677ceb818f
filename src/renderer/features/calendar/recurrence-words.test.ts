import { expect, test } from 'vitest'
import { recurrenceWords } from './recurrence-words.ts'

test.each([
  ['FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR', 'Every week on weekdays'],
  ['RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,FR', 'Every 2 weeks on Monday and Friday'],
  ['EXDATE:20261109T090000Z\nRRULE:FREQ=DAILY;COUNT=5', 'Every day, 5 times'],
  ['FREQ=MONTHLY;BYDAY=2TU', 'Every month'],
  ['FREQ=YEARLY', 'Every year'],
  ['FREQ=FORTNIGHTLY', 'Repeats'],
  [null, 'Repeats'],
])('%j is told as %j', (rule, words) => {
  expect(recurrenceWords(rule)).toBe(words)
})

test('an end is told as a date', () => {
  expect(recurrenceWords('FREQ=DAILY;UNTIL=20261204T225959Z')).toMatch(/^Every day, until .*2026$/)
})
