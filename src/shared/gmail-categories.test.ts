import { expect, test } from 'vitest'
import { gmailCategories, gmailCategoryWord } from './gmail-categories.ts'

test('every category is found by its id, and no other label is taken for one', () => {
  expect(gmailCategories.map(({ id }) => gmailCategoryWord(id))).toEqual(['promotions', 'social', 'updates', 'forums'])
  expect(['INBOX', 'promotions', 'CATEGORY_PERSONAL', 'Label_1', 'constructor'].map(gmailCategoryWord)).toEqual(
    Array(5).fill(null),
  )
})

test('Gmail gives the label of a category the name of its word', () => {
  for (const { id, word, name } of gmailCategories)
    expect([id, name.toLowerCase()]).toEqual([`CATEGORY_${word.toUpperCase()}`, word])
})
