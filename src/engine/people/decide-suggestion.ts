// Carries out what a person decides about a suggestion, and remembers it against every later import.
import { AppError } from '../../shared/app-error.ts'
import { type Database, type Transaction, transaction } from '../db/database.ts'
import { getContact } from '../db/queries/people/get-contact.ts'
import { findEditOfSuggestion, insertEdit } from '../db/queries/people/people-edits.ts'
import { decideSuggestion, getSuggestion, type SuggestionRow } from '../db/queries/people/suggestion-rows.ts'
import { updateContact } from '../db/queries/people/update-contact.ts'
import { mergeContacts } from './merge-people.ts'
import type { EditRecord } from './people-edits.ts'

/** By what a decision can be undone. */
export interface Undoable {
  readonly undoId: number
}

/**
 * Takes a suggested person in, or merges the two of a merge suggestion. Accepting again answers the same undo id.
 * @throws AppError `not_found` for an unknown suggestion, `conflict` when one of its people is not there any more.
 */
export function acceptSuggestion(db: Database, suggestionId: number, nowMs: number): Undoable {
  return transaction(db, (tx) => {
    const suggestion = requireSuggestion(tx, suggestionId)
    const earlier = suggestion.status === 'accepted' ? findEditOfSuggestion(tx, suggestionId) : null
    if (earlier !== null) return { undoId: earlier }
    if (suggestion.kind === 'merge') {
      const intoId = suggestion.otherContactId
      if (intoId === null) throw new AppError('conflict', 'One of the two people is not there any more.', 'Reload the list.')
      return { undoId: mergeContacts(tx, { fromId: suggestion.contactId, intoId, suggestionId }, nowMs) }
    }
    return { undoId: decide(tx, suggestion, 'accepted', nowMs) }
  })
}

/**
 * Rejects a suggestion: a person is never suggested again, nor are the two of a merge. Dismissing again answers the same undo id.
 * @throws AppError `not_found` for an unknown suggestion.
 */
export function dismissSuggestion(db: Database, suggestionId: number, nowMs: number): Undoable {
  return transaction(db, (tx) => {
    const suggestion = requireSuggestion(tx, suggestionId)
    const earlier = suggestion.status === 'dismissed' ? findEditOfSuggestion(tx, suggestionId) : null
    return { undoId: earlier ?? decide(tx, suggestion, 'dismissed', nowMs) }
  })
}

function requireSuggestion(tx: Transaction, suggestionId: number): SuggestionRow {
  const suggestion = getSuggestion(tx, suggestionId)
  if (!suggestion)
    throw new AppError('not_found', 'This suggestion is not there any more.', 'It has become clear meanwhile; reload the list.')
  return suggestion
}

function decide(tx: Transaction, suggestion: SuggestionRow, decision: 'accepted' | 'dismissed', nowMs: number): number {
  decideSuggestion(tx, suggestion.id, decision, nowMs)
  const before = suggestion.kind === 'new_contact' ? getContact(tx, suggestion.contactId) : null
  if (before) {
    const isAccepted = decision === 'accepted'
    updateContact(tx, before.id, {
      status: isAccepted ? 'active' : 'dismissed',
      hiddenReason: isAccepted ? null : 'You dismissed this suggestion.',
      isDecided: 1,
      updatedAtMs: nowMs,
    })
  }
  const after = before && getContact(tx, before.id)
  const record: EditRecord = {
    suggestionId: suggestion.id,
    contacts: before ? [before] : [],
    written: after ? [after] : [],
    suggestions: [suggestion],
    addedIdentityIds: [],
    merge: null,
  }
  return insertEdit(tx, decision === 'accepted' ? 'accept' : 'dismiss', record, nowMs)
}
