import { expect, test } from 'vitest'
import { aboutMails, categoryWord, choiceWords, estimateWords, periodWords } from './choice-words.ts'
import { formatDate } from './format-date.ts'

const labels = ['Receipts', 'Lists', 'Family', 'Work', 'Old'].map((name, index) => ({ id: `Label_${index + 1}`, name }))
const nowMs = Date.UTC(2026, 10, 23, 12)
const yearMs = 365 * 86_400_000

test('a choice is told as one would say it', () => {
  const sinceMs = nowMs - yearMs
  expect(choiceWords({ sinceMs: null, excludedLabelIds: [] }, labels)).toBe('All mail')
  expect(choiceWords({ sinceMs, excludedLabelIds: ['CATEGORY_PROMOTIONS'] }, labels)).toBe(
    `Mail since ${formatDate(sinceMs)}, without promotions`,
  )
  expect(choiceWords({ sinceMs: null, excludedLabelIds: ['CATEGORY_PROMOTIONS', 'CATEGORY_SOCIAL', 'Label_1'] }, labels)).toBe(
    'All mail, without promotions, social and “Receipts”',
  )
})

test('many labels are counted, and so are those whose name nobody knows any more', () => {
  const told = (...excludedLabelIds: string[]): string => choiceWords({ sinceMs: null, excludedLabelIds }, labels)
  expect(told('Label_1', 'Label_2', 'Label_3', 'Label_4', 'Label_5')).toBe(
    'All mail, without “Receipts”, “Lists”, “Family” and 2 more labels',
  )
  expect(told('Label_1', 'gone')).toBe('All mail, without “Receipts” and 1 more label')
  expect(told('gone')).toBe('All mail, without 1 label')
})

test('a category has a word, a label of the person keeps its name', () => {
  expect(categoryWord({ id: 'CATEGORY_FORUMS', name: 'CATEGORY_FORUMS' })).toBe('forums')
  expect(categoryWord({ id: 'Label_1', name: 'Receipts' })).toBe('Receipts')
})

test('a beginning is told in years', () => {
  expect([1, 3, 5].map((years) => periodWords(nowMs - years * yearMs, nowMs))).toEqual([
    'Last year',
    'Last 3 years',
    'Last 5 years',
  ])
  expect(periodWords(null, nowMs)).toBe('Everything')
})

test('an estimate is told no more exactly than it is known', () => {
  expect(estimateWords({ mails: 8_412, bytes: 141_234_567, seconds: 310 })).toBe('about 8,400 mails, 140 MB, about 5 minutes')
  expect(estimateWords({ mails: 1, bytes: 12_345, seconds: 0.1 })).toBe('1 mail, 12 kB, less than a minute')
  expect(estimateWords({ mails: 612_345, bytes: 2e10, seconds: 9_000 }, 'more mail')).toBe(
    'about 610,000 more mails, 20 GB, about 3 hours',
  )
  expect(estimateWords({ mails: 0, bytes: 0, seconds: 0 })).toBe('no mail for now')
  expect([99, 214, 3_210].map((mails) => aboutMails(mails, 'more mail'))).toEqual([
    '99 more mails',
    'about 214 more mails',
    'about 3,200 more mails',
  ])
})
