// Adds a contact about whom nothing but a name is known yet.
import type { Transaction } from '../../database.ts'

/** What a contact starts with. */
export interface NewContact {
  readonly displayName: string
  readonly primaryAddress: string | null
  readonly isSelf: boolean
}

/** Answers the id of the new row. It is hidden until somebody looks at what speaks for it. */
export function insertContact(tx: Transaction, contact: NewContact, nowMs: number): number {
  const result = tx
    .prepare<[string, string | null, number, number, number]>(
      `INSERT INTO contacts (display_name, primary_address, status, is_self, created_at, updated_at) VALUES (?, ?, 'hidden', ?, ?, ?)`,
    )
    .run(contact.displayName, contact.primaryAddress, contact.isSelf ? 1 : 0, nowMs, nowMs)
  return Number(result.lastInsertRowid)
}
