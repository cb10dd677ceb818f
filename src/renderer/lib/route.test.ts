import fc from 'fast-check'
import { expect, test } from 'vitest'
import { formatRoute, parseRoute, screens } from './route.ts'

test('what is written as an address is read back', () => {
  fc.assert(
    fc.property(fc.constantFrom(...screens), fc.option(fc.integer({ min: 1, max: 1e12 })), (screen, id) => {
      expect(parseRoute(formatRoute(screen, id))).toEqual({ screen, id, tab: null })
    }),
  )
})

test('an address that is not understood leads to Today, and a number or a tab that is none is left out', () => {
  expect(parseRoute('')).toEqual({ screen: 'today', id: null, tab: null })
  expect(parseRoute('#/nowhere/3')).toEqual({ screen: 'today', id: 3, tab: null })
  expect(parseRoute(formatRoute('jobs', 'items'))).toEqual({ screen: 'jobs', id: null, tab: 'items' })
  expect(parseRoute('#/people/-1')).toEqual({ screen: 'people', id: null, tab: null })
  expect(parseRoute('#/people/12<script>')).toEqual({ screen: 'people', id: null, tab: null })
})
