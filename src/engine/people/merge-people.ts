// Makes one contact of two, in a way that can be taken back.
import { AppError } from '../../shared/app-error.ts'
import { type Database, type Transaction, transaction } from '../db/database.ts'
import { type ContactRow, getContact } from '../db/queries/people/get-contact.ts'
import { listCardIds, moveCards } from '../db/queries/people/link-card.ts'
import { listIdentities } from '../db/queries/people/list-identities.ts'
import { insertEdit } from '../db/queries/people/people-edits.ts'
import { decideSuggestion, deleteSuggestion, listSuggestionsAbout } from '../db/queries/people/suggestion-rows.ts'
import { type ContactEdit, updateContact } from '../db/queries/people/update-contact.ts'
import { moveHistory } from './move-history.ts'
import type { EditRecord } from './people-edits.ts'
import { summarizeContact } from './summarize-contact.ts'

/** Who goes into whom. */
export interface MergeRequest {
  readonly fromId: number
  readonly intoId: number
}

/**
 * Merges `fromId` into `intoId`: addresses, history and cards move, notes are joined, and what only one of them has is kept.
 * @throws AppError `not_found` or `conflict` when one of them cannot be merged (the owner, or merged already).
 */
export function mergePeople(db: Database, request: MergeRequest, nowMs: number): { undoId: number } {
  return transaction(db, (tx) => ({ undoId: mergeContacts(tx, { ...request, suggestionId: null }, nowMs) }))
}

/** {@link mergePeople} inside a transaction, as the answer to a suggestion if there was one. Answers the undo id. */
export function mergeContacts(
  tx: Transaction,
  request: MergeRequest & { readonly suggestionId: number | null },
  nowMs: number,
): number {
  const from = requireMergeable(tx, request.fromId)
  const into = requireMergeable(tx, request.intoId)
  if (from.id === into.id)
    throw new AppError('conflict', 'A person cannot be merged with themselves.', 'Choose two different people.')
  const suggestions = listSuggestionsAbout(tx, from.id)
  const known = new Set(suggestions.map((suggestion) => suggestion.id))
  suggestions.push(...listSuggestionsAbout(tx, into.id).filter((suggestion) => !known.has(suggestion.id)))
  const pairKey = `merge:${Math.min(from.id, into.id)}:${Math.max(from.id, into.id)}`
  for (const suggestion of suggestions) {
    if (suggestion.id === request.suggestionId || suggestion.suggestionKey === pairKey)
      decideSuggestion(tx, suggestion.id, 'accepted', nowMs)
    else if (suggestion.status === 'open' && (suggestion.contactId === from.id || suggestion.otherContactId === from.id))
      deleteSuggestion(tx, suggestion.id)
  }
  const movedCardIds = listCardIds(tx, from.id)
  moveCards(tx, movedCardIds, into.id)
  const identityIds = listIdentities(tx, from.id).map((identity) => identity.id)
  const movedIdentityIds = moveHistory(tx, identityIds, from.id, into.id)
  updateContact(tx, into.id, combine(from, into, nowMs))
  updateContact(tx, from.id, { status: 'merged', mergedIntoId: into.id, hiddenReason: null, updatedAtMs: nowMs })
  for (const contactId of [from.id, into.id]) summarizeContact(tx, contactId, { sent: 0, received: 0, meeting: 0 }, nowMs)
  const record: EditRecord = {
    suggestionId: request.suggestionId,
    contacts: [from, into],
    written: [getContact(tx, from.id), getContact(tx, into.id)].filter((row) => row !== null),
    suggestions,
    addedIdentityIds: [],
    merge: { fromId: from.id, intoId: into.id, movedIdentityIds, movedCardIds },
  }
  return insertEdit(tx, 'merge', record, nowMs)
}

function requireMergeable(tx: Transaction, contactId: number): ContactRow {
  const contact = getContact(tx, contactId)
  if (!contact) throw new AppError('not_found', 'This person is not there any more.', 'Reload the list.')
  if (contact.status === 'merged')
    throw new AppError('conflict', 'This person has been merged with another one already.', 'Reload the list.')
  if (contact.isSelf)
    throw new AppError('conflict', 'This is you: your own addresses cannot be merged with a person.', 'Choose another person.')
  return contact
}

/** What the survivor looks like: its own values first; a decision about either of them holds for both. */
function combine(from: ContactRow, into: ContactRow, nowMs: number): ContactEdit {
  const isFromDecided = from.isDecided === 1 && into.isDecided === 0
  const isActive = from.status === 'active' || into.status === 'active'
  return {
    displayName: isFromDecided ? from.displayName : into.displayName,
    organization: into.organization ?? from.organization,
    title: into.title ?? from.title,
    phone: into.phone ?? from.phone,
    notes: [into.notes, from.notes].filter((notes) => notes !== '').join('\n\n'),
    status: isActive ? 'active' : into.status,
    hiddenReason: isActive ? null : into.hiddenReason,
    isDecided: from.isDecided || into.isDecided ? 1 : 0,
    updatedAtMs: nowMs,
  }
}
