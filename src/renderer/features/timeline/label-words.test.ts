import { expect, test } from 'vitest'
import { shownLabels } from './label-words.ts'

test('labels are told as a person would, and without ids that say nothing', () => {
  expect(shownLabels(['INBOX', 'CATEGORY_UPDATES', 'Label_12', 'Projects/Exhibition'])).toEqual([
    'Inbox',
    'Updates',
    'Projects/Exhibition',
  ])
})
