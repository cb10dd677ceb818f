import { describe, expect, it } from 'vitest'
import type { Pill } from '../../shared/views/status.ts'
import { progressOf } from './progress-of.ts'

describe('progressOf', () => {
  it.each<[Pill, number]>([
    [{ kind: 'up_to_date', lastSyncAtMs: null }, -1],
    [{ kind: 'working', stage: 'Starting', progress: null }, 2],
    [{ kind: 'working', stage: 'Reading', progress: { done: 3, total: 12, what: 'events' } }, 0.25],
    [{ kind: 'working', stage: 'Reading', progress: { done: 15, total: 12, what: 'events' } }, 1],
    [{ kind: 'working', stage: 'Reading', progress: { done: 0, total: 0, what: 'events' } }, 2],
  ])('of %j is %d', (pill, value) => {
    expect(progressOf({ pill })).toBe(value)
  })
})
