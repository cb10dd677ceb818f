// Writes what a person has decided about a contact.
import type { Transaction } from '../../database.ts'
import type { ContactRow } from './get-contact.ts'

/** The columns that may be written, by the names they have in {@link ContactRow}. */
export type ContactEdit = Partial<Omit<ContactRow, 'id' | 'isSelf'>>

const columns = {
  displayName: 'display_name',
  primaryAddress: 'primary_address',
  organization: 'organization',
  title: 'title',
  phone: 'phone',
  notes: 'notes',
  status: 'status',
  hiddenReason: 'hidden_reason',
  isDecided: 'is_decided',
  mergedIntoId: 'merged_into_id',
  updatedAtMs: 'updated_at',
} as const satisfies Record<keyof ContactEdit, string>

/** Writes the given columns and leaves the others alone. */
export function updateContact(tx: Transaction, contactId: number, edit: ContactEdit): void {
  const names = (Object.keys(columns) as (keyof ContactEdit)[]).filter((name) => edit[name] !== undefined)
  if (names.length === 0) return
  tx.prepare<[object]>(
    `UPDATE contacts SET ${names.map((name) => `${columns[name]} = :${name}`).join(', ')} WHERE id = :contactId`,
  ).run({
    ...Object.fromEntries(names.map((name) => [name, edit[name]])),
    contactId,
  })
}

/** Removes a contact with everything that hangs on it; participants and cards only lose their link. */
export function deleteContact(tx: Transaction, contactId: number): void {
  tx.prepare<[number]>('DELETE FROM contacts WHERE id = ?').run(contactId)
}
