import { expect, test } from 'vitest'
import { labelWords } from './label-words.ts'

test.each([
  ['INBOX', 'Inbox'],
  ['CATEGORY_UPDATES', 'Updates'],
  ['Projects/Exhibition', 'Projects/Exhibition'],
])('%j is told as %j', (label, words) => {
  expect(labelWords(label)).toBe(words)
})
