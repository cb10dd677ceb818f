// Shows a snippet with its matching words marked.
import { Fragment } from 'react'
import { highlightEnd, highlightStart } from '../../shared/views/search.ts'

/** Turns the private-use marks of a snippet into `<mark>`. */
export function Highlighted({ text }: { text: string }) {
  return splitHighlights(text).map((part, index) =>
    // Parts have no identity of their own and never move.
    part.isMatch ? <mark key={index}>{part.text}</mark> : <Fragment key={index}>{part.text}</Fragment>,
  )
}

/** The text alone. */
export function withoutMarks(text: string): string {
  return text.replaceAll(highlightStart, '').replaceAll(highlightEnd, '')
}

/** Splits at the marks; a mark without its partner is dropped. */
export function splitHighlights(text: string): readonly { text: string; isMatch: boolean }[] {
  const parts: { text: string; isMatch: boolean }[] = []
  let isMatch = false
  let current = ''
  const flush = (): void => {
    if (current !== '') parts.push({ text: current, isMatch })
    current = ''
  }
  for (const character of text) {
    if (character === highlightStart || character === highlightEnd) {
      flush()
      isMatch = character === highlightStart
    } else {
      current += character
    }
  }
  flush()
  return parts
}
