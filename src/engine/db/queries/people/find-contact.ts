// Finds the contact that an address belongs to.
import type { Database } from '../../database.ts'

/** An address that is known, with what is needed to decide whether a new spelling of it is a better one. */
export interface KnownAddress {
  readonly identityId: number
  readonly contactId: number
  readonly value: string
  readonly source: string
  readonly isSelf: 0 | 1
}

/** The owner of an address key, or null. One index look-up. */
export function findContactByAddress(db: Database, addressKey: string): KnownAddress | null {
  const row = db
    .prepare<[string], KnownAddress>(
      `SELECT identity.id AS identityId, identity.contact_id AS contactId, identity.value, identity.source, contact.is_self AS isSelf
       FROM contact_identities identity CROSS JOIN contacts contact ON contact.id = identity.contact_id
       WHERE identity.kind = 'email' AND identity.value_key = +?`,
    )
    .get(addressKey)
  return row ?? null
}
