// Finds a contact that is known by a phone number and a name alone.
import type { Database } from '../../database.ts'

/** The first contact with one of these numbers and this name; null when there is none. */
export function findCardContactByPhone(db: Database, phoneKeys: readonly string[], nameKey: string): number | null {
  const row = db
    .prepare<[string, string], { contactId: number }>(
      `SELECT phone.contact_id AS contactId FROM contact_identities phone
       WHERE phone.kind = 'phone' AND phone.value_key IN (SELECT value FROM json_each(?))
         AND EXISTS (SELECT 1 FROM contact_identities name WHERE name.contact_id = phone.contact_id AND name.kind = 'name' AND name.value_key = ?)
       ORDER BY phone.contact_id LIMIT 1`,
    )
    .get(JSON.stringify(phoneKeys), nameKey)
  return row?.contactId ?? null
}
