import { expect, test } from 'vitest'
import { titleWords } from './title-words.ts'

test.each([
  ['Plan', 'meeting', 'Plan'],
  ['', 'meeting', '(no title)'],
  ['', 'email', '(no subject)'],
  ['', 'person', ''],
] as const)('%j of a %s is told as %j', (title, kind, words) => {
  expect(titleWords(title, kind)).toBe(words)
})
