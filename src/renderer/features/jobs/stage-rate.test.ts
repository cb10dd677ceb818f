import { expect, test } from 'vitest'
import { advanceRate } from './stage-rate.ts'

test('the first count says nothing about the rate, the second does', () => {
  const first = advanceRate(undefined, 100, 0)
  expect(first).toEqual({ doneItems: 100, atMs: 0, perSecond: 0 })
  expect(advanceRate(first, 150, 500)).toEqual({ doneItems: 150, atMs: 500, perSecond: 100 })
})

test('a rate follows changes smoothly and comes to rest when the stage stands still', () => {
  const running = { doneItems: 100, atMs: 0, perSecond: 100 }
  expect(advanceRate(running, 300, 1_000).perSecond).toBe(140)
  expect(advanceRate(running, 100, 1_000)).toBe(running)
  expect(advanceRate(running, 100, 4_000).perSecond).toBe(0)
})

test('counts that come too fast or start over change nothing that is shown', () => {
  const running = { doneItems: 100, atMs: 0, perSecond: 100 }
  expect(advanceRate(running, 101, 100)).toBe(running)
  expect(advanceRate(running, 5, 1_000)).toEqual({ doneItems: 5, atMs: 1_000, perSecond: 0 })
})
