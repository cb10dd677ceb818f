import { expect, test } from 'vitest'
import type { ImportPreview } from '../shared/views/imports.ts'
import { describeChoice } from './describe-choice.ts'

const preview: ImportPreview = {
  madeAtMs: 1,
  mail: {
    total: 2,
    oldestMs: null,
    periods: [{ sinceMs: null, mails: 2 }],
    labels: [
      { id: 'CATEGORY_PROMOTIONS', name: 'Promotions', kind: 'category', mailsByPeriod: [1] },
      { id: 'Label_1', name: 'Receipts', kind: 'label', mailsByPeriod: [1] },
    ],
    bytesPerMail: 1,
    mailsPerSecond: 1,
  },
  calendars: [],
}
const sinceMs = Date.UTC(2025, 0, 1)

test.each([
  [{ sinceMs: null, excludedLabelIds: [] }, 'all of its mail'],
  [{ sinceMs, excludedLabelIds: [] }, 'its mail since 2025-01-01'],
  [{ sinceMs: null, excludedLabelIds: ['CATEGORY_PROMOTIONS'] }, 'its mail without promotions'],
  [{ sinceMs, excludedLabelIds: ['Label_1', 'Label_2'] }, 'its mail since 2025-01-01 without Receipts, Label_2'],
])('%j is told as "%s"', (choice, words) => {
  expect(describeChoice(choice, preview)).toBe(words)
})

test('a category has its word before anything was counted, too', () => {
  const choice = { sinceMs: null, excludedLabelIds: ['CATEGORY_SOCIAL', 'Label_1'] }
  expect(describeChoice(choice, null)).toBe('its mail without social, Label_1')
})
