// Puts a choice into Gmail's search language. It only saves requests: what it cannot say exactly is left out and sorted out later.
// https://support.google.com/mail/answer/7190
import { gmailCategoryWord } from '../../../../shared/gmail-categories.ts'
import type { MailChoice } from '../../../../shared/views/imports.ts'
import type { GmailLabel } from '../../../google/gmail-requests.ts'

/** Earlier times have too few digits to be taken for one. */
const earliestMs = Date.UTC(1980, 0, 1)

/** Whether a query needs to know what the person's labels are called. */
export function needsLabels(choice: MailChoice): boolean {
  return choice.excludedLabelIds.some((id) => gmailCategoryWord(id) === null)
}

/** The query that finds everything that is wanted, and little else; '' for the whole mailbox. */
export function buildMailQuery(choice: MailChoice, labels: readonly GmailLabel[]): string {
  const words: string[] = []
  // One second early: it is not said on which side the border itself lies.
  if (choice.sinceMs !== null && choice.sinceMs > earliestMs) words.push(`after:${Math.floor(choice.sinceMs / 1000) - 1}`)
  for (const id of choice.excludedLabelIds) {
    const category = gmailCategoryWord(id)
    const word = category === null ? labelWord(id, labels) : `category:${category}`
    if (word !== null) words.push(`-${word}`)
  }
  return words.join(' ')
}

/** Null where the name could be taken for another label as well, or for more than one. */
function labelWord(id: string, labels: readonly GmailLabel[]): string | null {
  const label = labels.find((candidate) => candidate.id === id)
  if (label?.type !== 'user' || !/^[\p{L}\p{N}_/ -]+$/u.test(label.name)) return null
  const word = searchName(label.name)
  const isAmbiguous = labels.some((other) => {
    const otherWord = searchName(other.name)
    return other.id !== id && (otherWord === word || other.name.startsWith(`${label.name}/`))
  })
  return isAmbiguous ? null : `label:${word}`
}

/** How a label is written in a query. */
function searchName(name: string): string {
  return name.toLowerCase().replaceAll(/[ /]/g, '-')
}
