// The text of a meeting for the timeline and for search: invitations carry HTML and boilerplate.
import { htmlToPlainAtOnce } from '../mail/html-to-plain.ts'

const longestDescription = 20_000
const longestSnippet = 160

/** A description as plain text; Google and Outlook write HTML into it. */
export function toPlainDescription(description: string | null): string {
  const text = (description ?? '').slice(0, longestDescription)
  return (/<[a-z/][^<>]*>/i.test(text) ? htmlToPlainAtOnce(text) : text).trim()
}

/** One line: where, and how the description begins. */
export function toMeetingSnippet(location: string | null, description: string): string {
  const line = [location ?? '', description].filter((part) => part !== '').join(' · ')
  return line.replace(/\s+/g, ' ').slice(0, longestSnippet)
}
