import { expect, test } from 'vitest'
import { estimateImport, mailsSince, wholeMailbox, type ImportPreview } from './imports.ts'

const dayMs = 86_400_000
const madeAtMs = Date.UTC(2026, 10, 23)
const preview: ImportPreview = {
  madeAtMs,
  mail: {
    total: 4_000,
    oldestMs: madeAtMs - 4_000 * dayMs,
    periods: [
      { sinceMs: madeAtMs - 365 * dayMs, mails: 1_000 },
      { sinceMs: madeAtMs - 1_095 * dayMs, mails: 2_000 },
      { sinceMs: null, mails: 4_000 },
    ],
    labels: [
      { id: 'CATEGORY_PROMOTIONS', name: 'Promotions', kind: 'category', mailsByPeriod: [400, 600, 1_000] },
      { id: 'Label_1', name: 'Receipts', kind: 'label', mailsByPeriod: [50, 50, 50] },
    ],
    bytesPerMail: 10_000,
    mailsPerSecond: 20,
  },
  calendars: [],
}
const since = (days: number) => ({ sinceMs: madeAtMs - days * dayMs, excludedLabelIds: [] })

test('an estimate takes what was counted for its period, less what is left out', () => {
  expect(estimateImport(preview, wholeMailbox)).toEqual({ mails: 4_000, bytes: 40_000_000, seconds: 200 })
  expect(estimateImport(preview, { ...since(365), excludedLabelIds: ['CATEGORY_PROMOTIONS', 'Label_1'] })).toEqual({
    mails: 550,
    bytes: 5_500_000,
    seconds: 27.5,
  })
})

test('labels may overlap, but never bring an estimate below nothing', () => {
  const label = { id: 'Label_2', name: 'Lists', kind: 'label' as const, mailsByPeriod: [700, 700, 700] }
  const mail = preview.mail === null ? null : { ...preview.mail, labels: [...preview.mail.labels, label] }
  const excludedLabelIds = ['CATEGORY_PROMOTIONS', 'Label_2']
  expect(estimateImport({ ...preview, mail }, { ...since(365), excludedLabelIds }).mails).toBe(0)
})

test('between two counted beginnings mail is taken as spread evenly', () => {
  expect([0, 73, 365, 730, 1_095, 2_000, 9_000].map((days) => estimateImport(preview, since(days)).mails)).toEqual([
    0, 200, 1_000, 1_500, 2_000, 2_623, 4_000,
  ])
  expect(estimateImport(preview, since(-30)).mails).toBe(0)
})

test('a mailbox that is younger than a period has all of its mail in it', () => {
  const mail = { ...preview.mail, total: 10, oldestMs: madeAtMs - 10 * dayMs, labels: [], bytesPerMail: 1, mailsPerSecond: 1 }
  const young = {
    ...preview,
    mail: { ...mail, periods: preview.mail?.periods.map((period) => ({ ...period, mails: 10 })) ?? [] },
  }
  expect(mailsSince(young, [10, 10, 10], madeAtMs - 365 * dayMs)).toBe(10)
  expect(mailsSince(young, [10, 10, 10], madeAtMs - 700 * dayMs)).toBe(10)
})

test('an account without mail brings none', () => {
  expect(estimateImport({ madeAtMs, mail: null, calendars: [] }, wholeMailbox)).toEqual({ mails: 0, bytes: 0, seconds: 0 })
})
