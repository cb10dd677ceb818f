import { expect, it } from 'vitest'
import { extendMarks, keepMarks, noMarks, switchMark } from './marks.ts'

const order = [9, 7, 5, 3, 1]

it('marks one by one, in stretches either way, and forgets what has left the list', () => {
  const one = switchMark(noMarks, 7)
  const upTo = extendMarks(one, order, 3, null)
  expect([...upTo.keys]).toEqual([7, 5, 3])
  expect([...extendMarks(upTo, order, 9, null).keys]).toEqual([7, 5, 3, 9])
  expect([...switchMark(upTo, 5).keys]).toEqual([7, 3])
  expect([...keepMarks(upTo, [3, 1]).keys]).toEqual([3])
  expect(keepMarks(upTo, order)).toBe(upTo)
})

it('begins a stretch at the row that is open, and at the row itself where that has gone', () => {
  expect([...extendMarks(noMarks, order, 5, 9).keys]).toEqual([9, 7, 5])
  expect([...extendMarks(noMarks, order, 5, 8).keys]).toEqual([5])
})
