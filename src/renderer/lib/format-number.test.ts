import { expect, test } from 'vitest'
import { formatBytes, formatCounted, formatDuration, formatRate, formatTimeLeft } from './format-number.ts'

test('counts agree with their word', () => {
  expect([0, 1, 1_200].map((count) => formatCounted(count, 'event'))).toEqual(['0 events', '1 event', '1,200 events'])
  expect(formatCounted(2, 'entry', 'entries')).toBe('2 entries')
})

test('durations are told in the unit a person thinks in', () => {
  expect([0.42, 340, 3_200, 250_000, 7_500_000].map(formatDuration)).toEqual([
    '0.4 ms',
    '340 ms',
    '3.2 s',
    '4 min 10 s',
    '2 h 5 min',
  ])
})

test('sizes are told in the unit a person thinks in', () => {
  expect([0, 999, 48_210, 5_000_000].map(formatBytes)).toEqual(['0 byte', '999 byte', '48.2 kB', '5 MB'])
})

test('what is left and how fast it goes are told roughly', () => {
  expect([1, 59_000, 170_000, 5_400_000].map(formatTimeLeft)).toEqual([
    'a few seconds left',
    'less than a minute left',
    'about 3 min left',
    'about 2 h left',
  ])
  expect([1_234.5, 1.44, 0.2, 0.001].map(formatRate)).toEqual(['1,235/s', '1.4/s', '12/min', '1/min'])
})
