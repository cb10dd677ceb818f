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
  expect(
    parseQuery('budget "next year" -draft from:anna with:"Bo Ek" is:meeting after:2026-02 before:2026-03-01', 'UTC'),
  ).toEqual({
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
  expect(parseQuery('tea is:green before:soon', 'UTC')).toEqual({
    ...empty,
    words: ['tea'],
    notes: [
      '“is:green” is not a filter: try is:email, is:meeting or is:newsletter.',
      '“soon” is not a date: write it as 2026-03-01, 2026-03 or 2026.',
    ],
  })
})

it('takes a colon inside a word for a part of the word', () => {
  expect(parseQuery('re:offer 10:30', 'UTC').words).toEqual(['re:offer', '10:30'])
})

it('never fails, whatever is typed', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => void parseQuery(text, 'UTC')))
})

it('takes a date for the day of the person who typed it, also when the clocks change', () => {
  const newYork = parseQuery('after:2026-03-08 before:2026-03-08', 'America/New_York')
  expect([newYork.untilMs, newYork.fromMs]).toEqual([Date.UTC(2026, 2, 8, 5), Date.UTC(2026, 2, 9, 4)])
  expect(parseQuery('before:2026', 'Asia/Tokyo').untilMs).toBe(Date.UTC(2025, 11, 31, 15))
  expect(parseQuery('before:2026-02-30', 'UTC').notes).toHaveLength(1)
  expect(parseQuery('before:2026-03-01', 'Nowhere/Else').untilMs).toBe(Date.UTC(2026, 2, 1))
})
