// Carries out what a person writes about somebody on their page.
import { AppError } from '../../shared/app-error.ts'
import { type Database, type Transaction, transaction } from '../db/database.ts'
import { type ContactRow, getContact } from '../db/queries/people/get-contact.ts'
import { listIdentitiesOfKind } from '../db/queries/people/list-identities.ts'
import { insertEdit } from '../db/queries/people/people-edits.ts'
import { decideSuggestion, listSuggestionsAbout } from '../db/queries/people/suggestion-rows.ts'
import { type ContactEdit, updateContact } from '../db/queries/people/update-contact.ts'
import { insertIdentity } from '../db/queries/people/write-identity.ts'
import type { EditRecord } from './people-edits.ts'
import { foldText } from './person-name.ts'

/** What may be written; absent means unchanged, empty means none. */
export interface PersonUpdate {
  readonly id: number
  readonly name?: string | undefined
  readonly notes?: string | undefined
  readonly organization?: string | undefined
  readonly title?: string | undefined
}

/**
 * Writes the changes. Whose name, organization or title a person edits is in the address book from then on, and later imports
 * leave these alone; notes alone decide nothing. Answers the undo id, or null when nothing was different.
 * @throws AppError `not_found`.
 */
export function updatePerson(db: Database, update: PersonUpdate, nowMs: number): { undoId: number | null } {
  return transaction(db, (tx) => {
    const before = getContact(tx, update.id)
    if (!before || before.status === 'merged')
      throw new AppError('not_found', 'This person is not there any more.', 'Reload the list.')
    const edit = toEdit(before, update)
    if (Object.keys(edit).length === 0) return { undoId: null }
    const isDecision = edit.displayName !== undefined || edit.organization !== undefined || edit.title !== undefined
    const takesIn = isDecision && !before.isSelf && (before.status === 'suggested' || before.status === 'hidden')
    const suggestions = takesIn
      ? listSuggestionsAbout(tx, before.id).filter((each) => each.kind === 'new_contact' && each.status === 'open')
      : []
    for (const suggestion of suggestions) decideSuggestion(tx, suggestion.id, 'accepted', nowMs)
    updateContact(tx, before.id, {
      ...edit,
      ...(isDecision ? { isDecided: 1 as const } : {}),
      ...(takesIn ? { status: 'active' as const, hiddenReason: null } : {}),
      updatedAtMs: nowMs,
    })
    const after = getContact(tx, before.id)
    const record: EditRecord = {
      suggestionId: null,
      contacts: [before],
      written: after ? [after] : [],
      suggestions,
      addedIdentityIds: [
        ...rememberText(tx, before.id, 'name', edit.displayName, nowMs),
        ...rememberText(tx, before.id, 'organization', edit.organization, nowMs),
      ],
      merge: null,
    }
    return { undoId: insertEdit(tx, 'update', record, nowMs) }
  })
}

function toEdit(before: ContactRow, update: PersonUpdate): ContactEdit {
  const name = update.name?.trim()
  const wanted = {
    displayName: name === '' ? undefined : name,
    notes: update.notes,
    organization: update.organization === undefined ? undefined : update.organization.trim() || null,
    title: update.title === undefined ? undefined : update.title.trim() || null,
  }
  return Object.fromEntries(
    Object.entries(wanted).filter(([name, value]) => value !== undefined && value !== before[name as keyof typeof wanted]),
  )
}

/** Keeps what a person wrote among the identities, so that the people list finds it. Answers the id of what was added. */
function rememberText(
  tx: Transaction,
  contactId: number,
  kind: 'name' | 'organization',
  value: string | null | undefined,
  nowMs: number,
): number[] {
  const valueKey = foldText(value ?? '')
  if (!value || valueKey === '') return []
  const isNew = insertIdentity(
    tx,
    { contactId, kind, value, valueKey, source: 'person', foundInInteractionId: null, confidence: 1 },
    nowMs,
  )
  const added = isNew ? listIdentitiesOfKind(tx, contactId, kind).find((identity) => identity.valueKey === valueKey) : undefined
  return added ? [added.id] : []
}
