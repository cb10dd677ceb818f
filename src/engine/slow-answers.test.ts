import { expect, it } from 'vitest'
import { createTestClock } from './testing/test-clock.ts'
import { SlowAnswers } from './slow-answers.ts'
import type { SlowAnswer } from './threads/reader-protocol.ts'

it('tells each slow question once a minute, and nothing of a fast one', () => {
  const clock = createTestClock()
  const told: SlowAnswer[] = []
  const slow = new SlowAnswers(clock, (each) => told.push(each))
  slow.note('timeline.page', 999)
  slow.note('timeline.page', 1_000.4)
  slow.note('timeline.page', 5_000)
  slow.note('search.run', 1_200)
  clock.advance(60_000)
  slow.note('timeline.page', 2_000)
  expect(told).toEqual([
    { name: 'timeline.page', tookMs: 1_000 },
    { name: 'search.run', tookMs: 1_200 },
    { name: 'timeline.page', tookMs: 2_000 },
  ])
})
