import fc from 'fast-check'
import { expect, it } from 'vitest'
import { parseQuery, type SearchQuery } from './parse-query.ts'

const empty: SearchQuery = {
  words: [],
  phrases: [],
  excluded: [],
  from: [],
  with: [],
  kind: null,
  isBulk: null,
  fromMs: null,
  untilMs: null,
  notes: [],
}

it('reads words, phrases, exclusions and filters', () => {
  expect(parseQuery('budget "next year" -draft from:anna with:"Bo Ek" is:meeting after:2026-02 before:2026-03-01')).toEqual({
    ...empty,
    words: ['budget'],
    phrases: ['next year'],
    excluded: ['draft'],
    from: ['anna'],
    with: ['Bo Ek'],
    kind: 'meeting',
    fromMs: Date.UTC(2026, 2, 1),
    untilMs: Date.UTC(2026, 2, 1),
  })
})

it('says what it does not understand and searches for the rest', () => {
  expect(parseQuery('tea is:green before:soon')).toEqual({
    ...empty,
    words: ['tea'],
    notes: [
      '“is:green” is not a filter: try is:email, is:meeting or is:newsletter.',
      '“soon” is not a date: write it as 2026-03-01, 2026-03 or 2026.',
    ],
  })
})

it('takes a colon inside a word for a part of the word', () => {
  expect(parseQuery('re:offer 10:30').words).toEqual(['re:offer', '10:30'])
})

it('never fails, whatever is typed', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => void parseQuery(text)))
})
