import { describe, expect, it } from 'vitest'
import type { Pill } from '../../shared/views/status.ts'
import { statusWith } from './testing-status.ts'
import { describeStatus } from './describe-status.ts'

const nowMs = Date.UTC(2026, 0, 1)
const progress = { done: 1_340, total: 12_000, what: 'events' }

describe('describeStatus', () => {
  it.each<[Pill, string]>([
    [{ kind: 'cannot_write', problem: 'The disk is full.' }, 'The disk is full'],
    [{ kind: 'not_answering' }, 'Not answering: restart OmniCRM'],
    [{ kind: 'no_accounts' }, 'No account connected'],
    [{ kind: 'needs_reconnect', accountId: 'google:1' }, 'Reconnect needed'],
    [{ kind: 'needs_approval', accountId: 'google:1' }, 'Import to review'],
    [{ kind: 'working', stage: 'Reading the calendar', progress }, 'Reading the calendar 1,340 / 12,000'],
    [{ kind: 'working', stage: 'Reading mail', progress: { ...progress, total: null } }, 'Reading mail 1,340'],
    [{ kind: 'working', stage: 'Starting', progress: null }, 'Starting'],
    [{ kind: 'paused', isStillWorking: true }, 'Pausing…'],
    [{ kind: 'paused', isStillWorking: false }, 'Paused'],
    [{ kind: 'offline' }, 'Waiting for the network'],
    [{ kind: 'failed', count: 3 }, '3 failed'],
    [{ kind: 'up_to_date', lastSyncAtMs: null }, 'Up to date'],
    [{ kind: 'up_to_date', lastSyncAtMs: nowMs - 20_000 }, 'last sync just now'],
    [{ kind: 'up_to_date', lastSyncAtMs: nowMs - 150_000 }, 'last sync 2 min ago'],
    [{ kind: 'up_to_date', lastSyncAtMs: nowMs - 5 * 3_600_000 }, 'last sync 5 h ago'],
    [{ kind: 'up_to_date', lastSyncAtMs: nowMs - 72 * 3_600_000 }, 'last sync 3 days ago'],
  ])('puts %j into words', (pill, words) => {
    expect(describeStatus(statusWith(pill), nowMs)).toBe(words)
  })

  it('puts first what waits for a person', () => {
    expect(describeStatus(statusWith({ kind: 'up_to_date', lastSyncAtMs: nowMs - 120_000 }, 3), nowMs)).toBe(
      '3 to review · last sync 2 min ago',
    )
  })

  it('says that it is too early to know', () => {
    expect(describeStatus(null, nowMs)).toBe('Starting…')
  })
})
