import { expect, it } from 'vitest'
import { Pace } from './pace.ts'
import type { BatchCommit, ProcessorContext } from './types.ts'

const limits = { first: 10, least: 4, most: 100 }

/** A context that commits nothing: each batch just takes its time. */
function contextOf(signal: AbortSignal = new AbortController().signal): ProcessorContext {
  const commit = (_: BatchCommit, work: (tx: never) => unknown): unknown => work(undefined as never)
  const rest = async (): Promise<void> => signal.throwIfAborted()
  return { db: { sqlite: {} }, commit, yield: rest } as unknown as ProcessorContext
}

let nowMs = 0
const readMs = (): number => nowMs
/** Takes time, without waiting for it. */
function busy(milliseconds: number): void {
  nowMs += milliseconds
}

it('grows, at most twofold, while batches are quick, up to the limit', () => {
  const pace = new Pace(contextOf(), limits, readMs)
  const sizes = [1, 2, 3, 4, 5].map(() => {
    pace.commit(pace.size, {}, () => undefined)
    return pace.size
  })
  expect(sizes).toEqual([20, 40, 80, 100, 100])
})

it('shrinks when batches take long, down to the limit', () => {
  const pace = new Pace(contextOf(), limits, readMs)
  pace.commit(10, {}, () => busy(8))
  expect(pace.size).toBeLessThan(10)
  for (let batch = 0; batch < 10; batch += 1) pace.commit(1, {}, () => busy(6))
  expect(pace.size).toBe(4)
})

it('takes a single slow batch for an interruption', () => {
  const pace = new Pace(contextOf(), limits, readMs)
  for (let batch = 0; batch < 4; batch += 1) pace.commit(10, {}, () => busy(1))
  const before = pace.size
  pace.commit(10, {}, () => busy(10))
  expect(pace.size).toBeGreaterThan(before / 4)
  expect(pace.size).toBeLessThan(before)
})

it('learns nothing from an empty batch', () => {
  const pace = new Pace(contextOf(), limits, readMs)
  pace.commit(0, {}, () => busy(8))
  expect(pace.size).toBe(10)
})

it('ends in the reason of the signal when the job is to stop', async () => {
  const controller = new AbortController()
  const pace = new Pace(contextOf(controller.signal), limits, readMs)
  await pace.rest()
  controller.abort(new Error('enough'))
  await expect(pace.rest()).rejects.toThrow('enough')
})

it('rests only when the stretch is used up', async () => {
  const controller = new AbortController()
  const pace = new Pace(contextOf(controller.signal), limits, readMs)
  await pace.rest()
  controller.abort(new Error('rested'))
  await pace.pause()
  busy(10)
  await expect(pace.pause()).rejects.toThrow('rested')
})
