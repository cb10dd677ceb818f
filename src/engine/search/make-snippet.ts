// Cuts the part of a text that shows why it was found, with the matching words marked.
import { highlightEnd, highlightStart } from '../../shared/views/search.ts'

/** Characters shown, and of these before the first match. */
const length = 180
const lead = 50

/** The stretch around the first match, matches marked; the beginning of the text when no word matches (found by meaning). */
export function makeSnippet(text: string, words: readonly string[]): string {
  const flat = text.replace(/[\s\uE000\uE001]+/g, ' ').trim()
  const pattern = toPattern(words)
  const first = pattern ? foldMarks(flat).search(pattern) : -1
  const start = first <= lead ? 0 : flat.indexOf(' ', first - lead) + 1
  const cut = flat.slice(start, start + length)
  const shown = `${start > 0 ? '…' : ''}${cut}${start + length < flat.length ? '…' : ''}`
  return pattern ? mark(shown, pattern) : shown
}

/** All of a short text, such as a title, with the matching words marked. */
export function markWords(text: string, words: readonly string[]): string {
  const plain = text.replace(/[\uE000\uE001]/g, '')
  const pattern = toPattern(words)
  return pattern ? mark(plain, pattern) : plain
}

function mark(text: string, pattern: RegExp): string {
  const folded = foldMarks(text)
  let result = ''
  let end = 0
  for (const match of folded.matchAll(new RegExp(pattern, 'giu'))) {
    result +=
      text.slice(end, match.index) + highlightStart + text.slice(match.index, match.index + match[0].length) + highlightEnd
    end = match.index + match[0].length
  }
  return result + text.slice(end)
}

function toPattern(words: readonly string[]): RegExp | null {
  const parts = words.flatMap((word) => foldMarks(word).match(/[\p{L}\p{N}]+/gu) ?? [])
  if (parts.length === 0) return null
  // Letters and digits only: nothing in them is special to a regular expression.
  return new RegExp(`(?<![\\p{L}\\p{N}])(?:${parts.join('|')})[\\p{L}\\p{N}]*`, 'iu')
}

/** Without accents, as the word index sees it; of the same length, so that positions can be used on the original. */
function foldMarks(text: string): string {
  return text.replace(/[\u00C0-\u1EFF]/g, (character) => character.normalize('NFD').charAt(0))
}
