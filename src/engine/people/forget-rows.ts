// Takes what an account contributed away from the people in it, and removes whoever is left with nothing.
import type { Transaction } from '../db/database.ts'
import { getContact } from '../db/queries/people/get-contact.ts'
import {
  deleteContactAndMerged,
  deleteRows,
  deleteSignatureIdentities,
  isContactUsed,
  listLinkedContacts,
  type SlicedTable,
} from '../db/queries/people/remove-account-rows.ts'
import { listRelations } from '../db/queries/people/write-relations.ts'
import { suggestMerges } from './suggest-merges.ts'
import { summarizeContact } from './summarize-contact.ts'
import { countRelationChange, touchContact, type TouchedContacts } from './touched-contacts.ts'

/**
 * Deletes these rows and brings everybody in them up to date. A contact with nothing left goes too, unless a person has decided about
 * them or written notes; `forgetsDecided` is for the sample workspace, whose people are invented.
 */
export function forgetRows(
  tx: Transaction,
  table: SlicedTable,
  ids: readonly number[],
  forgetsDecided: boolean,
  nowMs: number,
): void {
  if (table !== 'interactions' && table !== 'contact_cards') return deleteRows(tx, table, ids, nowMs)
  const touched: TouchedContacts = new Map()
  for (const contactId of listLinkedContacts(tx, table, ids)) touchContact(touched, contactId)
  if (table === 'interactions') {
    for (const interactionId of ids) {
      for (const row of listRelations(tx, interactionId)) countRelationChange(touched, row.contactId, row.relation, -1)
    }
    deleteSignatureIdentities(tx, ids)
  }
  deleteRows(tx, table, ids, nowMs)
  for (const [contactId, change] of touched) {
    const contact = getContact(tx, contactId)
    if (!contact) continue
    const isKept = !forgetsDecided && (contact.isDecided === 1 || contact.notes !== '')
    if (!isKept && !isContactUsed(tx, contactId)) {
      deleteContactAndMerged(tx, contactId)
      continue
    }
    summarizeContact(tx, contactId, change, nowMs)
    suggestMerges(tx, contactId, nowMs)
  }
}
