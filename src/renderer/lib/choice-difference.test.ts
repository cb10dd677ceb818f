import { expect, test } from 'vitest'
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

test('a batch is expected to bring its choice less what the batch before it brings', () => {
  const first = { ...someBatch, choice: year, mails: 900 }
  const second = { ...someBatch, id: 2, choice: { ...year, sinceMs: beginnings.threeYears } }
  const batches = [second, first]
  expect(batches.map((batch) => expectedMails({ ...someImport, batches }, batch))).toEqual([900, 900])
  const withoutFirst = [second, { ...first, status: 'undone' as const }]
  expect(expectedMails({ ...someImport, batches: withoutFirst }, second)).toBe(1_800)
})

test('no fewer mails are expected than are here, and nothing is where nothing was counted', () => {
  const batch = { ...someBatch, mails: 4_321 }
  expect(expectedMails({ ...someImport, batches: [batch] }, batch)).toBe(4_321)
  expect(expectedMails({ ...someImport, preview: null, batches: [batch] }, batch)).toBeNull()
})
