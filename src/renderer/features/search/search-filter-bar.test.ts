import { expect, test } from 'vitest'
import { searchTokens } from '../../../shared/search-tokens.ts'
import { withFilter, withoutToken } from './search-filter-bar.tsx'

test('a filter is begun behind what is typed', () => {
  expect(withFilter('', 'from:')).toBe('from:')
  expect(withFilter('budget ', 'from:')).toBe('budget from:')
})

test('a filter is taken out wherever it stands', () => {
  const text = 'budget from:"Bo Ek"  is:meeting'
  const [, from, is] = searchTokens(text)
  expect(from && withoutToken(text, from)).toBe('budget is:meeting')
  expect(is && withoutToken(text, is)).toBe('budget from:"Bo Ek"')
})
