import { expect, test } from 'vitest'
import type { TimelineItem } from '../../../shared/views/timeline.ts'
import { startOfDay } from '../../lib/format-date.ts'
import { timelineRows } from './timeline-rows.ts'

const item = (id: number, occurredAtMs: number): TimelineItem => ({
  id,
  kind: 'email',
  direction: 'inbound',
  occurredAtMs,
  isAllDay: false,
  title: 'Plan',
  snippet: '',
  people: [],
  peopleCount: 0,
  threadKey: null,
  calendarEventId: null,
  isBulk: false,
  hasAttachments: false,
})

test('each day starts with a heading, and headings are not counted as entries', () => {
  const evening = new Date(2026, 10, 23, 20).getTime()
  const morning = new Date(2026, 10, 23, 8).getTime()
  const dayBefore = new Date(2026, 10, 22, 23, 59).getTime()
  const rows = timelineRows([item(3, evening), item(2, morning), item(1, dayBefore)])
  expect(rows.map(({ kind, key, position }) => ({ kind, key, position }))).toEqual([
    { kind: 'day', key: `day-${startOfDay(evening)}`, position: null },
    { kind: 'item', key: 3, position: 1 },
    { kind: 'item', key: 2, position: 2 },
    { kind: 'day', key: `day-${startOfDay(dayBefore)}`, position: null },
    { kind: 'item', key: 1, position: 3 },
  ])
})

test('no entries, no rows', () => {
  expect(timelineRows([])).toEqual([])
})
