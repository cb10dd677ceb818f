// Holds mail against what the person chose of their mailbox.
import type { MailChoice } from './views/imports.ts'

/** What of a message a choice depends on. */
export interface ChoosableMail {
  readonly labelIds: readonly string[]
  /** When Gmail received it, ms since the epoch; null when it does not say. */
  readonly arrivedMs: number | null
}

/** Whether mail with these labels is kept away. */
export function isExcluded(choice: MailChoice, labelIds: readonly string[]): boolean {
  return labelIds.some((label) => choice.excludedLabelIds.includes(label))
}

/** Whether a message is wanted. One without a time of arrival is: nobody could say that it is too old. */
export function isChosen(choice: MailChoice, { labelIds, arrivedMs }: ChoosableMail): boolean {
  if (isExcluded(choice, labelIds)) return false
  return choice.sinceMs === null || arrivedMs === null || arrivedMs >= choice.sinceMs
}

/** Whether everything that `inner` wants is wanted by `outer` as well. */
export function isWithinChoice(inner: MailChoice, outer: MailChoice): boolean {
  const isLateEnough = outer.sinceMs === null || (inner.sinceMs !== null && inner.sinceMs >= outer.sinceMs)
  return isLateEnough && outer.excludedLabelIds.every((label) => inner.excludedLabelIds.includes(label))
}

/** Whether all of the mailbox is wanted. */
export function isWholeMailbox(choice: MailChoice): boolean {
  return choice.sinceMs === null && choice.excludedLabelIds.length === 0
}
