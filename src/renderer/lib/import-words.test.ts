import { expect, test } from 'vitest'
import { importWords } from './import-words.ts'

test.each([
  [{ imported: 120, unchanged: 0, failed: 1 }, '120 items imported, 1 could not be read'],
  [{ imported: 1, unchanged: 3, failed: 0 }, '1 item imported, 3 were there already'],
  [{ imported: 0, unchanged: 1, failed: 0 }, '1 was there already'],
  [{ imported: 0, unchanged: 0, failed: 2 }, '2 could not be read'],
  [{ imported: 0, unchanged: 0, failed: 0 }, 'There was nothing to import'],
])('%j is told as %s', (counts, words) => {
  expect(importWords({ jobId: 1, ...counts })).toBe(words)
})
