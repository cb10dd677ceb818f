// Takes back what a person did to their list.
import { AppError } from '../../shared/app-error.ts'
import { type Database, type Transaction, transaction } from '../db/database.ts'
import { type ContactRow, getContact } from '../db/queries/people/get-contact.ts'
import { moveCards } from '../db/queries/people/link-card.ts'
import { getEdit, markEditUndone } from '../db/queries/people/people-edits.ts'
import { deleteSuggestion, listSuggestionsAbout, restoreSuggestion } from '../db/queries/people/suggestion-rows.ts'
import { type ContactEdit, updateContact } from '../db/queries/people/update-contact.ts'
import { deleteIdentity } from '../db/queries/people/write-identity.ts'
import { moveHistory } from './move-history.ts'
import { type EditRecord, editRecordSchema } from './people-edits.ts'
import { summarizeContact } from './summarize-contact.ts'

/**
 * Undoes an edit: contacts, suggestions, identities and history are as if it had not been made, while everything that came in since,
 * and every later edit of another field, stays. Undoing twice does nothing the second time.
 * @throws AppError `not_found`, or `conflict` when a later merge has to be undone first.
 */
export function undoEdit(db: Database, editId: number, nowMs: number): void {
  transaction(db, (tx) => {
    const edit = getEdit(tx, editId)
    if (!edit) throw new AppError('not_found', 'There is nothing to undo.', 'Reload the list.')
    if (edit.undoneAt !== null) return
    const record = editRecordSchema.parse(JSON.parse(edit.before))
    if (record.merge) unmerge(tx, record.merge)
    for (const identityId of record.addedIdentityIds) deleteIdentity(tx, identityId)
    restoreContacts(tx, record, nowMs)
    restoreSuggestions(tx, record)
    for (const { id } of record.contacts) summarizeContact(tx, id, { sent: 0, received: 0, meeting: 0 }, nowMs)
    markEditUndone(tx, editId, nowMs)
  })
}

function unmerge(tx: Transaction, merge: NonNullable<EditRecord['merge']>): void {
  const from = getContact(tx, merge.fromId)
  const into = getContact(tx, merge.intoId)
  if (!from || !into)
    throw new AppError('not_found', 'One of the two people is not there any more.', 'Their data has been removed since.')
  if (from.mergedIntoId !== into.id || into.status === 'merged') {
    throw new AppError('conflict', 'These people were merged with others since.', 'Undo the later merge first.')
  }
  moveCards(tx, merge.movedCardIds, merge.fromId)
  moveHistory(tx, merge.movedIdentityIds, merge.intoId, merge.fromId)
}

/** Restores each field that still has the value that the edit wrote. */
function restoreContacts(tx: Transaction, record: EditRecord, nowMs: number): void {
  for (const before of record.contacts) {
    const present = getContact(tx, before.id)
    const written = record.written.find((row) => row.id === before.id)
    if (!present || !written) continue
    const restored: Record<string, ContactRow[keyof ContactRow]> = {}
    for (const name of Object.keys(before) as (keyof ContactRow)[]) {
      if (
        name !== 'id' &&
        name !== 'isSelf' &&
        name !== 'updatedAtMs' &&
        present[name] === written[name] &&
        present[name] !== before[name]
      )
        restored[name] = before[name]
    }
    updateContact(tx, before.id, { ...(restored as ContactEdit), updatedAtMs: nowMs })
  }
}

function restoreSuggestions(tx: Transaction, record: EditRecord): void {
  const saved = new Set(record.suggestions.map((suggestion) => suggestion.suggestionKey))
  for (const { id } of record.contacts) {
    for (const suggestion of listSuggestionsAbout(tx, id))
      if (saved.has(suggestion.suggestionKey)) deleteSuggestion(tx, suggestion.id)
  }
  for (const suggestion of record.suggestions) {
    const areThere = [suggestion.contactId, suggestion.otherContactId].every((id) => id === null || getContact(tx, id) !== null)
    if (areThere) restoreSuggestion(tx, suggestion)
  }
}
