import { expect, test } from 'vitest'
import { nextOption, type VirtualRow } from './virtual-list.tsx'

const heading = (key: string): VirtualRow => ({ key, height: 40, position: null })
const option = (key: number): VirtualRow => ({ key, height: 64, position: key })
const rows = [heading('a'), option(1), option(2), heading('b'), option(3)]

test('moving skips headings and stops at the ends', () => {
  expect(nextOption(rows, -1, 1)).toBe(1)
  expect(nextOption(rows, 1, 1)).toBe(2)
  expect(nextOption(rows, 2, 1)).toBe(4)
  expect(nextOption(rows, 4, 1)).toBe(4)
  expect(nextOption(rows, 4, -1)).toBe(2)
  expect(nextOption(rows, 1, -1)).toBe(1)
})

test('first and last are reached from anywhere', () => {
  expect(nextOption(rows, 4, -rows.length)).toBe(1)
  expect(nextOption(rows, 1, rows.length)).toBe(4)
})
