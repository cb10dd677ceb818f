// Writes FTS5 match expressions in which nothing a person types can be an operator (https://sqlite.org/fts5.html#full_text_query_syntax).
import type { SearchQuery } from './parse-query.ts'

/** A string of FTS5: quoted, so that it is only ever words. */
export function quoteWords(text: string): string {
  return `"${text.replaceAll('"', '""').replaceAll('\0', ' ')}"`
}

/** Whether a text holds anything that the tokenizer keeps. */
export function hasWordCharacters(text: string): boolean {
  return /[\p{L}\p{N}\p{Co}]/u.test(text)
}

/** All words (the last one as a prefix, for it may be unfinished) and phrases, and none of the excluded words. Null when nothing is left. */
export function toMatchExpression(words: readonly string[], query: Pick<SearchQuery, 'phrases' | 'excluded'>): string | null {
  const wanted = words.filter(hasWordCharacters)
  const terms = [
    ...wanted.map((word, index) => quoteWords(word) + (index === wanted.length - 1 ? '*' : '')),
    ...query.phrases.filter(hasWordCharacters).map(quoteWords),
  ]
  if (terms.length === 0) return null
  const unwanted = query.excluded.filter(hasWordCharacters).map(quoteWords)
  const all = `(${terms.join(' AND ')})`
  return unwanted.length === 0 ? all : `${all} NOT (${unwanted.join(' OR ')})`
}
