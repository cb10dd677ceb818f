import { expect, test } from 'vitest'
import { advanceProgress, forgetSilent, type LiveProgress, timeLeftMs } from './live-progress.ts'

const told = (done: number, total: number | null, what = 'mails') => ({ done, total, what })

test('the pace and the time left come from two tellings', () => {
  const first = advanceProgress(undefined, told(100, 1_000), 0)
  expect(timeLeftMs(first)).toBeNull()
  const second = advanceProgress(first, told(200, 1_000), 1_000)
  expect([second.rate.perSecond, timeLeftMs(second)]).toEqual([100, 8_000])
  expect(timeLeftMs({ ...second, progress: told(200, null) })).toBeNull()
})

test('a job that begins to count something else begins a new pace', () => {
  const mails = advanceProgress(advanceProgress(undefined, told(0, 10), 0), told(5, 10), 1_000)
  expect(advanceProgress(mails, told(6, 10, 'labels'), 2_000).rate.perSecond).toBe(0)
})

test('jobs that say nothing any more are forgotten', () => {
  const all = new Map<number, LiveProgress>([
    [1, advanceProgress(undefined, told(1, 2), 0)],
    [2, advanceProgress(undefined, told(1, 2), 50_000)],
  ])
  expect([...forgetSilent(all, 61_000).keys()]).toEqual([2])
})
