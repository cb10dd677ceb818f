import { expect, test } from 'vitest'
import type { ImportBatch } from '../../shared/views/imports.ts'
import { compareChoices, expectedMails } from './choice-difference.ts'
import { beginnings, someBatch, someImport, somePreview } from './testing/import-preview.ts'

const year = { sinceMs: beginnings.year, excludedLabelIds: ['CATEGORY_PROMOTIONS'] }

test('a wider choice brings the difference', () => {
  expect(compareChoices(somePreview, year, { ...year, sinceMs: beginnings.threeYears })).toEqual({
    isSame: false,
    more: 900,
    isNarrower: false,
  })
  expect(compareChoices(somePreview, year, { ...year, excludedLabelIds: [] })).toEqual({
    isSame: false,
    more: 100,
    isNarrower: false,
  })
})

test('a narrower choice brings nothing', () => {
  expect(compareChoices(somePreview, { sinceMs: null, excludedLabelIds: [] }, year)).toEqual({
    isSame: false,
    more: 0,
    isNarrower: true,
  })
})

test('a choice can be wider in one way and narrower in another', () => {
  const next = { sinceMs: beginnings.threeYears, excludedLabelIds: ['CATEGORY_PROMOTIONS', 'Label_1'] }
  expect(compareChoices(somePreview, year, next)).toEqual({ isSame: false, more: 890, isNarrower: true })
})

test('the order in which labels were left out makes no other choice', () => {
  const choice = { sinceMs: null, excludedLabelIds: ['CATEGORY_PROMOTIONS', 'Label_1'] }
  const reversed = { ...choice, excludedLabelIds: choice.excludedLabelIds.toReversed() }
  expect(compareChoices(somePreview, choice, reversed)).toEqual({ isSame: true, more: 0, isNarrower: false })
})

test('a batch is expected to bring what its choice wants, less what other batches have brought', () => {
  const first = { ...someBatch, choice: year, mails: 900 }
  const second = { ...someBatch, id: 2, choice: { ...year, sinceMs: beginnings.threeYears } }
  const expected = (batches: ImportBatch[]): number | null => expectedMails({ ...someImport, batches }, second)
  expect(expected([second, first])).toBe(900)
  expect(expected([second, { ...first, mails: 100 }])).toBe(1_700)
  expect(expected([second, { ...first, status: 'undone' }])).toBe(1_800)
  expect(expectedMails({ ...someImport, batches: [first] }, first)).toBe(900)
})

test('mail that is here and not wanted any more does not count against a batch', () => {
  const first = { ...someBatch, choice: { ...year, sinceMs: null }, mails: 3_600 }
  const second = { ...someBatch, id: 2, choice: { sinceMs: beginnings.year, excludedLabelIds: [] }, mails: 0 }
  expect(expectedMails({ ...someImport, batches: [second, first] }, second)).toBe(100)
})

test('no fewer mails are expected than are here, and nothing is where nothing was counted', () => {
  const batch = { ...someBatch, mails: 4_321 }
  expect(expectedMails({ ...someImport, batches: [batch] }, batch)).toBe(4_321)
  expect(expectedMails({ ...someImport, preview: null, batches: [batch] }, batch)).toBeNull()
})
