// Takes somebody into the address book who was dismissed or hidden, against every later import.
import { AppError } from '../../shared/app-error.ts'
import { type Database, transaction } from '../db/database.ts'
import { getContact } from '../db/queries/people/get-contact.ts'
import { insertEdit } from '../db/queries/people/people-edits.ts'
import { decideSuggestion, listSuggestionsAbout } from '../db/queries/people/suggestion-rows.ts'
import { updateContact } from '../db/queries/people/update-contact.ts'
import type { Undoable } from './decide-suggestion.ts'
import type { EditRecord } from './people-edits.ts'

/** @throws AppError `not_found`; `conflict` for the owner and for whoever is neither dismissed nor hidden. */
export function bringBack(db: Database, contactId: number, nowMs: number): Undoable {
  return transaction(db, (tx) => {
    const before = getContact(tx, contactId)
    if (!before || before.status === 'merged')
      throw new AppError('not_found', 'This person is not there any more.', 'Reload the list.')
    if (before.isSelf) throw new AppError('conflict', 'This is you.', 'You are never in your own address book.')
    if (before.status !== 'dismissed' && before.status !== 'hidden')
      throw new AppError('conflict', 'This person is neither dismissed nor hidden.', 'Reload the list.')
    const suggestions = listSuggestionsAbout(tx, contactId).filter(
      (each) => each.kind === 'new_contact' && each.status !== 'accepted',
    )
    for (const suggestion of suggestions) decideSuggestion(tx, suggestion.id, 'accepted', nowMs)
    updateContact(tx, contactId, { status: 'active', hiddenReason: null, isDecided: 1, updatedAtMs: nowMs })
    const after = getContact(tx, contactId)
    const record: EditRecord = {
      suggestionId: null,
      contacts: [before],
      written: after ? [after] : [],
      suggestions,
      addedIdentityIds: [],
      merge: null,
    }
    return { undoId: insertEdit(tx, 'accept', record, nowMs) }
  })
}
