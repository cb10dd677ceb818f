import { expect, test } from 'vitest'
import { nearestPlace, type Place } from './nearest-place.ts'

const box = (left: number, top: number, width = 100, height = 24): Place => ({
  left,
  top,
  right: left + width,
  bottom: top + height,
})

test('up and down stay in their column, however much nearer something beside it is', () => {
  const monday = [box(0, 0), box(0, 300)]
  const tuesday = [box(110, 40)]
  const all = [...monday, ...tuesday]
  expect(nearestPlace(box(0, 0), all, 'ArrowDown')).toBe(1)
  expect(nearestPlace(box(0, 300), all, 'ArrowUp')).toBe(0)
  expect(nearestPlace(box(110, 40), all, 'ArrowDown')).toBe(-1)
})

test('left and right lead to what stands beside, and past a day that has something only far below', () => {
  const [monday, tuesdayEvening, wednesday] = [box(0, 0), box(110, 800), box(220, 10)]
  const all = [monday, tuesdayEvening, wednesday]
  expect(nearestPlace(monday, all, 'ArrowRight')).toBe(2)
  expect(nearestPlace(wednesday, all, 'ArrowLeft')).toBe(0)
  expect(nearestPlace(monday, all, 'ArrowLeft')).toBe(-1)
})

test('of two that share a column, the right one is reached from the left one', () => {
  const [left, right, under] = [box(0, 0, 50, 60), box(50, 20, 50, 60), box(0, 200)]
  expect(nearestPlace(left, [left, right, under], 'ArrowRight')).toBe(1)
  expect(nearestPlace(right, [left, right, under], 'ArrowLeft')).toBe(0)
  expect(nearestPlace(right, [left, right, under], 'ArrowDown')).toBe(2)
})
