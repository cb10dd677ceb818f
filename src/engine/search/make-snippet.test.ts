import { expect, it } from 'vitest'
import { makeSnippet, markWords } from './make-snippet.ts'

it('marks whole words that begin as typed, with or without accents', () => {
  expect(makeSnippet('Der Überblick über das Budget', ['uberb', 'budget'])).toBe(
    'Der \uE000Überblick\uE001 über das \uE000Budget\uE001',
  )
})

it('shows the stretch around the first match of a long text', () => {
  const text = `${'word '.repeat(100)}needle ${'tail '.repeat(100)}`
  expect(makeSnippet(text, ['needle'])).toMatch(/^…(word )+\uE000needle\uE001 (tail )+.*…$/)
})

it('shows the beginning when the text was found by its meaning', () => {
  expect(makeSnippet('short text', ['other'])).toBe('short text')
})

it('marks a title in full, and takes away marks that it had of its own', () => {
  expect(markWords('Re: your\uE001 Invoices, invoice 14', ['invoice'])).toBe(
    'Re: your \uE000Invoices\uE001, \uE000invoice\uE001 14',
  )
  expect(markWords('Nothing of it', ['invoice'])).toBe('Nothing of it')
})
