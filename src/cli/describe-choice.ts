// Says in words what part of a mailbox was chosen.
import { gmailCategoryWord } from '../shared/gmail-categories.ts'
import type { ImportPreview, MailChoice } from '../shared/views/imports.ts'

/** "all of its mail", "its mail since 2025-01-01 without promotions, Receipts". Labels that no preview knows go by their ids. */
export function describeChoice(choice: MailChoice, preview: ImportPreview | null): string {
  const names = choice.excludedLabelIds.map((id) => nameOf(id, preview))
  const since = choice.sinceMs === null ? '' : ` since ${new Date(choice.sinceMs).toISOString().slice(0, 10)}`
  const without = names.length === 0 ? '' : ` without ${names.join(', ')}`
  return since === '' && without === '' ? 'all of its mail' : `its mail${since}${without}`
}

function nameOf(id: string, preview: ImportPreview | null): string {
  return gmailCategoryWord(id) ?? preview?.mail?.labels.find((label) => label.id === id)?.name ?? id
}
