import { expect, test } from 'vitest'
import { formatDay, formatPlainDate, formatRelative } from './format-date.ts'

const nowMs = new Date(2026, 10, 23, 14, 5).getTime()
const minuteMs = 60_000
const dayMs = 24 * 60 * minuteMs

test('a distance is told in the largest unit that still says something', () => {
  const told = [0, -20_000, -2 * minuteMs, 3 * 60 * minuteMs, -dayMs, -9 * dayMs, -21 * dayMs, -120 * dayMs, -400 * dayMs].map(
    (distance) => formatRelative(nowMs + distance, nowMs),
  )
  expect(told).toEqual(['now', 'now', '2 min ago', 'in 3 hr', 'yesterday', '9 days ago', '3 wk ago', '4 mo ago', 'last year'])
})

test('days near today are told by their distance, others by their date', () => {
  expect(formatDay(nowMs, nowMs)).toBe('Today')
  expect(formatDay(nowMs - dayMs, nowMs)).toBe('Yesterday')
  expect(formatDay(nowMs - 3 * dayMs, nowMs)).toContain('20')
  expect(formatDay(nowMs - 3 * dayMs, nowMs)).not.toContain('2026')
  expect(formatDay(nowMs - 400 * dayMs, nowMs)).toContain('2025')
})

test('a plain date keeps its day in every zone', () => {
  expect(formatPlainDate('2026-03-29')).toContain('29')
})
