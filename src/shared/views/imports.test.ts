import { expect, it } from 'vitest'
import { estimateImport, type ImportPreview, wholeMailbox } from './imports.ts'

const preview: ImportPreview = {
  madeAtMs: 0,
  mail: {
    total: 1_000,
    oldestMs: 1,
    periods: [
      { sinceMs: 500, mails: 100 },
      { sinceMs: 200, mails: 400 },
      { sinceMs: null, mails: 1_000 },
    ],
    labels: [
      { id: 'CATEGORY_PROMOTIONS', name: 'Promotions', kind: 'category', mailsByPeriod: [60, 150, 300] },
      { id: 'L1', name: 'Lists', kind: 'label', mailsByPeriod: [50, 100, 200] },
    ],
    bytesPerMail: 2_000,
    mailsPerSecond: 20,
  },
  calendars: [],
}

it('estimates what a choice would bring', () => {
  const mails = (sinceMs: number | null, ...excludedLabelIds: string[]): number =>
    estimateImport(preview, { sinceMs, excludedLabelIds }).mails
  expect(estimateImport(preview, wholeMailbox)).toEqual({ mails: 1_000, bytes: 2_000_000, seconds: 50 })
  expect([mails(500), mails(300), mails(200), mails(100)]).toEqual([100, 400, 400, 1_000])
  expect([mails(200, 'L1'), mails(null, 'L1', 'CATEGORY_PROMOTIONS'), mails(500, 'L1', 'CATEGORY_PROMOTIONS')]).toEqual([
    300, 500, 0,
  ])
  expect(estimateImport({ ...preview, mail: null }, wholeMailbox)).toEqual({ mails: 0, bytes: 0, seconds: 0 })
})
