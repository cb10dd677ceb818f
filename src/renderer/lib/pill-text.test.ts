import { expect, test } from 'vitest'
import type { Pill } from '../../shared/views/status.ts'
import { formatTime } from './format-date.ts'
import { pillAnnouncement, pillText } from './pill-text.ts'

const nowMs = Date.UTC(2026, 10, 23, 12)

const cases: readonly (readonly [Pill, ReturnType<typeof pillText>])[] = [
  [{ kind: 'not_answering' }, { text: 'Not answering: restart OmniCRM', tone: 'bad' }],
  [{ kind: 'no_accounts' }, { text: 'Nothing connected yet', tone: 'neutral' }],
  [
    { kind: 'needs_reconnect', accountId: 'a' },
    { text: 'Reconnect needed', tone: 'warning' },
  ],
  [
    { kind: 'needs_approval', accountId: 'a' },
    { text: 'Review what to import', tone: 'warning' },
  ],
  [
    { kind: 'working', stage: 'Syncing Calendar', progress: { done: 340, total: 1_200, what: 'events' } },
    { text: 'Syncing Calendar 340 / 1,200', tone: 'busy' },
  ],
  [
    { kind: 'working', stage: 'Syncing Calendar', progress: { done: 340, total: null, what: 'events' } },
    { text: 'Syncing Calendar 340', tone: 'busy' },
  ],
  [
    { kind: 'working', stage: 'Syncing Calendar', progress: null },
    { text: 'Syncing Calendar', tone: 'busy' },
  ],
  [
    { kind: 'paused', isStillWorking: true },
    { text: 'Pausing…', tone: 'busy' },
  ],
  [
    { kind: 'paused', isStillWorking: false },
    { text: 'Paused', tone: 'neutral' },
  ],
  [{ kind: 'offline' }, { text: 'Waiting for the network', tone: 'neutral' }],
  [
    { kind: 'waiting', untilMs: nowMs },
    { text: `Waiting for Google until ${formatTime(nowMs)}`, tone: 'warning' },
  ],
  [
    { kind: 'failed', count: 3 },
    { text: '3 failed', tone: 'bad' },
  ],
  [
    { kind: 'up_to_date', lastSyncAtMs: nowMs - 125_000 },
    { text: 'Up to date · 2 min ago', tone: 'good' },
  ],
  [
    { kind: 'up_to_date', lastSyncAtMs: null },
    { text: 'Up to date', tone: 'good' },
  ],
]

test.each(cases)('%j is told in one line', (pill, told) => {
  expect(pillText(pill, nowMs)).toEqual(told)
})

test('only what changes the state is said aloud', () => {
  const working = (done: number) =>
    ({ kind: 'working', stage: 'Reading mail', progress: { done, total: 90, what: 'mails' } }) as const
  expect([pillAnnouncement(working(1)), pillAnnouncement(working(2))]).toEqual(['Reading mail', 'Reading mail'])
  expect(pillAnnouncement({ kind: 'up_to_date', lastSyncAtMs: 5 })).toBe('Up to date')
  expect(pillAnnouncement({ kind: 'failed', count: 3 })).toBe('3 failed')
})
