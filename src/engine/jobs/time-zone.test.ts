import { afterEach, expect, it } from 'vitest'
import { currentTimeZone } from './time-zone.ts'

const before = process.env['TZ']
afterEach(() => {
  if (before === undefined) delete process.env['TZ']
  else process.env['TZ'] = before
})

it('is the one that is told, and never one that nobody knows', () => {
  process.env['TZ'] = 'Asia/Kathmandu'
  expect(currentTimeZone()).toBe('Asia/Kathmandu')
  process.env['TZ'] = 'Middle/Earth'
  expect(currentTimeZone()).toBe(new Intl.DateTimeFormat().resolvedOptions().timeZone)
})
