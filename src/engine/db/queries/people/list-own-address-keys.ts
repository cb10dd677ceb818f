// Reads by which addresses the owner is known.
import type { Database } from '../../database.ts'

/** The keys of all addresses of the owner's own contacts: a handful. */
export function listOwnAddressKeys(db: Database): string[] {
  return db
    .prepare<[], { addressKey: string }>(
      `SELECT identity.value_key AS addressKey FROM contacts contact INDEXED BY contacts_self
       CROSS JOIN contact_identities identity ON identity.contact_id = contact.id AND identity.kind = 'email'
       WHERE contact.is_self = 1`,
    )
    .all()
    .map(({ addressKey }) => addressKey)
}
