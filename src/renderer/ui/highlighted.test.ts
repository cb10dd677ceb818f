import fc from 'fast-check'
import { expect, test } from 'vitest'
import { splitHighlights, withoutMarks } from './highlighted.tsx'

test('marked words are told apart from the rest', () => {
  expect(splitHighlights('the \uE000numbers\uE001 and \uE000more\uE001')).toEqual([
    { text: 'the ', isMatch: false },
    { text: 'numbers', isMatch: true },
    { text: ' and ', isMatch: false },
    { text: 'more', isMatch: true },
  ])
})

test('whatever the marks, no text is lost and no mark is shown', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom('\uE000', '\uE001', 'a', '👩‍💻', ' ')), (pieces) => {
      const text = pieces.join('')
      expect(
        splitHighlights(text)
          .map((part) => part.text)
          .join(''),
      ).toBe(withoutMarks(text))
    }),
  )
})
