// The text of a meeting for the timeline and for search: invitations carry HTML and boilerplate.
import { compile } from 'html-to-text'

const longestDescription = 20_000
const longestSnippet = 160

const toText = compile({ wordwrap: false, limits: { maxDepth: 40, maxInputLength: longestDescription } })

/** A description as plain text; Google and Outlook write HTML into it. */
export function toPlainDescription(description: string | null): string {
  const text = (description ?? '').slice(0, longestDescription)
  if (!/<[a-z/][^>]*>/i.test(text)) return text.trim()
  return toText(text).trim()
}

/** One line: where, and how the description begins. */
export function toMeetingSnippet(location: string | null, description: string): string {
  const line = [location ?? '', description].filter((part) => part !== '').join(' · ')
  return line.replace(/\s+/g, ' ').slice(0, longestSnippet)
}
