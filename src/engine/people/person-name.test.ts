import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cleanPersonName, compareNames, foldText } from './person-name.ts'

describe('cleanPersonName', () => {
  it.each([
    ['Doe, Jane (EXT)', 'Jane Doe'],
    ['"Jane Doe"', 'Jane Doe'],
    ["'Jane Doe'", 'Jane Doe'],
    ['“Jane Doe”', 'Jane Doe'],
    ['Jane Doe <jane@example.com>', 'Jane Doe'],
    ['JANE DOE', 'Jane Doe'],
    ['jane o’neill-smith', 'Jane O’Neill-Smith'],
    ['Jane Doe via Planning Group', 'Jane Doe'],
    ['Ludwig von Mises', 'Ludwig von Mises'],
    ['Doe, Jane, PhD', 'Jane Doe'],
    ['Müller [Acme GmbH], Jürgen', 'Jürgen Müller'],
    ['Smith, Jones, Brown', 'Smith, Jones, Brown'],
    ['  Jane \t Doe  ', 'Jane Doe'],
    ['山田 太郎', '山田 太郎'],
    ['IBM', 'IBM'],
    ['jane@example.com', null],
    ['<jane@example.com>', null],
    ['"jane@example.com"', null],
    ['(EXT)', null],
    ['---', null],
    ['', null],
  ])('makes %j of %s', (given, clean) => {
    expect(cleanPersonName(given)).toBe(clean)
  })

  it('never throws, and its answer is short and has a letter', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (given) => {
        const name = cleanPersonName(given)
        if (name !== null) expect([Array.from(name).length <= 120, /\p{L}/u.test(name)]).toEqual([true, true])
      }),
    )
  })
})

it('prefers the name in full, whatever comes first', () => {
  const names = ['Jane', 'J. Doe', 'Jane Doe', 'Jäne Doe', 'Example Support Team', 'Jane M Doe']
  fc.assert(
    fc.property(fc.shuffledSubarray(names, { minLength: names.length }), (shuffled) => {
      expect(shuffled.toSorted(compareNames)).toEqual([
        'Jäne Doe',
        'Jane Doe',
        'Jane M Doe',
        'J. Doe',
        'Example Support Team',
        'Jane',
      ])
    }),
  )
})

it('folds accents, case and punctuation', () => {
  expect(['Jürgen Müller', 'ØRSTED, Hans-Christian', 'Straße 5'].map(foldText)).toEqual([
    'jurgen muller',
    'orsted hans christian',
    'strasse 5',
  ])
})
