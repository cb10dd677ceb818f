// What a preview of an invented account says, for tests.
import type { AccountImport, ImportBatch, ImportPreview } from '../../../shared/views/imports.ts'

const yearMs = 365 * 86_400_000
const madeAtMs = Date.UTC(2026, 10, 23)

/** Beginnings that {@link somePreview} has counted. */
export const beginnings = { year: madeAtMs - yearMs, threeYears: madeAtMs - 3 * yearMs, everything: null } as const

/** 1,000 mails in the last year, 2,000 in the last three, 4,000 in all; a tenth of them promotions. */
export const somePreview: ImportPreview = {
  madeAtMs,
  mail: {
    total: 4_000,
    oldestMs: madeAtMs - 9 * yearMs,
    periods: [
      { sinceMs: beginnings.year, mails: 1_000 },
      { sinceMs: beginnings.threeYears, mails: 2_000 },
      { sinceMs: beginnings.everything, mails: 4_000 },
    ],
    labels: [
      { id: 'CATEGORY_PROMOTIONS', name: 'Promotions', kind: 'category', mailsByPeriod: [100, 200, 400] },
      { id: 'Label_1', name: 'Receipts', kind: 'label', mailsByPeriod: [10, 20, 30] },
    ],
    bytesPerMail: 10_000,
    mailsPerSecond: 20,
  },
  calendars: [
    { id: 1, name: 'Ada', color: '#3a55c4', isEnabled: true, events: 12 },
    { id: 2, name: 'Holidays', color: '#1b7447', isEnabled: false, events: 40 },
  ],
}

/** A batch of all mail that has brought 500. */
export const someBatch: ImportBatch = {
  id: 1,
  choice: { sinceMs: null, excludedLabelIds: [] },
  status: 'running',
  createdAtMs: madeAtMs,
  completedAtMs: null,
  mails: 500,
  canUndo: true,
}

/** An account that waits for its approval. */
export const someImport: AccountImport = {
  accountId: 'a',
  state: 'awaiting_approval',
  preview: somePreview,
  previewProblem: null,
  choice: null,
  batches: [],
}
