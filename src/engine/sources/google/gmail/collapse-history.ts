// Boils a page of the mailbox's history down to what it means for each message.
import type { HistoryRecord } from '../../../google/gmail-requests.ts'

/** What happened to a message, all told. */
export interface MessageChange {
  readonly id: string
  isDeleted: boolean
  /** Labels put on (true) or taken off (false); the last step on each counts. Applying it twice changes nothing. */
  readonly labels: Map<string, boolean>
  /** The message's labels as the latest step that told them had them; null when none did. */
  latestLabelIds: readonly string[] | null
}

/** One change for each message, in the order in which they were first touched. */
export function collapseHistory(records: readonly HistoryRecord[]): MessageChange[] {
  const changes = new Map<string, MessageChange>()
  const changeOf = (message: { id: string; labelIds?: string[] | undefined }): MessageChange => {
    const change = changes.get(message.id) ?? { id: message.id, isDeleted: false, labels: new Map(), latestLabelIds: null }
    changes.set(message.id, change)
    if (message.labelIds) change.latestLabelIds = message.labelIds
    return change
  }
  for (const record of records) {
    for (const { message } of record.messagesAdded) changeOf(message).isDeleted = false
    for (const { message, labelIds } of record.labelsAdded)
      for (const label of labelIds) changeOf(message).labels.set(label, true)
    for (const { message, labelIds } of record.labelsRemoved)
      for (const label of labelIds) changeOf(message).labels.set(label, false)
    for (const { message } of record.messagesDeleted) changeOf(message).isDeleted = true
  }
  return [...changes.values()]
}

/** Labels with the steps of a change applied. */
export function applyLabelSteps(labelIds: readonly string[], steps: ReadonlyMap<string, boolean>): string[] {
  const labels = new Set(labelIds)
  for (const [label, isOn] of steps) {
    if (isOn) labels.add(label)
    else labels.delete(label)
  }
  return [...labels]
}
