import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Result } from '../../shared/app-error.ts'
import type { Status } from '../../shared/views/status.ts'
import { StatusWatch } from './status-watch.ts'
import { statusWith } from './testing-status.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function watch(answer: () => Result<Status>) {
  let reads = 0
  const told: Status[] = []
  const status = new StatusWatch(async () => {
    reads += 1
    return answer()
  })
  status.subscribe((latest) => told.push(latest))
  return { status, told, reads: () => reads }
}

describe('StatusWatch', () => {
  it('reads at once, then at most twice a second, and once more after the last change', async () => {
    const { status, told, reads } = watch(() => ({ ok: true, value: statusWith({ kind: 'paused', isStillWorking: false }) }))
    for (let elapsedMs = 0; elapsedMs < 1_000; elapsedMs += 10) {
      status.changed()
      await vi.advanceTimersByTimeAsync(10)
    }
    await vi.advanceTimersByTimeAsync(5_000)
    expect(reads()).toBe(3)
    expect(told).toHaveLength(3)
    expect(status.latest?.pill).toEqual({ kind: 'paused', isStillWorking: false })
  })

  it('says at once that nobody answers, and what was true before once somebody does', async () => {
    const { status, told } = watch(() => ({ ok: true, value: statusWith({ kind: 'offline' }) }))
    status.changed()
    await vi.advanceTimersByTimeAsync(1_000)
    status.setAnswering(false)
    status.setAnswering(true)
    expect(told.map(({ pill }) => pill.kind)).toEqual(['offline', 'not_answering', 'offline'])
    expect(status.latest?.pill.kind).toBe('offline')
  })

  it('says for as long as it lasts that nothing can be kept', async () => {
    const { status, told } = watch(() => ({ ok: true, value: statusWith({ kind: 'offline' }) }))
    status.changed()
    await vi.advanceTimersByTimeAsync(1_000)
    status.setWriteProblem('The disk is full.')
    status.changed()
    await vi.advanceTimersByTimeAsync(1_000)
    status.setWriteProblem(null)
    expect(told.map(({ pill }) => pill.kind)).toEqual(['offline', 'cannot_write', 'cannot_write', 'offline'])
  })

  it('keeps the last state when one cannot be read', async () => {
    let answer: Result<Status> = { ok: true, value: statusWith({ kind: 'paused', isStillWorking: false }) }
    const { status, told } = watch(() => answer)
    status.changed()
    await vi.advanceTimersByTimeAsync(1_000)
    answer = { ok: false, error: { kind: 'unavailable', message: '', hint: '' } }
    status.changed()
    await vi.advanceTimersByTimeAsync(1_000)
    expect(told).toHaveLength(1)
    expect(status.latest?.pill).toEqual({ kind: 'paused', isStillWorking: false })
  })
})
