import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { coalesce } from './coalesce.ts'
import { deferred } from './testing/scripted-client.ts'

describe('coalesce', () => {
  beforeEach(() => vi.useFakeTimers())
  afterEach(() => vi.useRealTimers())

  test('runs at once, and however often it is asked within the interval, once more after it', async () => {
    let runs = 0
    const task = coalesce(async () => void (runs += 1), 100)
    task.request()
    task.request()
    task.request()
    expect(runs).toBe(1)
    await vi.advanceTimersByTimeAsync(100)
    expect(runs).toBe(2)
    await vi.advanceTimersByTimeAsync(500)
    expect(runs).toBe(2)
  })

  test('never runs twice at once, even when a run takes longer than the interval', async () => {
    const first = deferred<void>()
    let runs = 0
    const task = coalesce(() => {
      runs += 1
      return runs === 1 ? first.promise : Promise.resolve()
    }, 100)
    task.request()
    task.request()
    await vi.advanceTimersByTimeAsync(1_000)
    expect(runs).toBe(1)
    first.resolve()
    await vi.advanceTimersByTimeAsync(100)
    expect(runs).toBe(2)
  })

  test('starts nothing after it was stopped', async () => {
    let runs = 0
    const task = coalesce(async () => void (runs += 1), 100)
    task.request()
    task.request()
    task.stop()
    task.request()
    await vi.advanceTimersByTimeAsync(1_000)
    expect(runs).toBe(1)
  })
})
