// Finds contacts that share a name or a number with another one.
import type { Database } from '../../database.ts'

/** A key that more contacts than this have in common says nothing: a switchboard, or a very common name. */
const mostSharers = 8

const sql = `SELECT other.contact_id AS contactId FROM contact_identities other CROSS JOIN contacts contact ON contact.id = other.contact_id
  WHERE other.kind = +? AND other.value_key = +? AND contact.status IN ('active', 'suggested') AND contact.is_self = 0 ORDER BY other.contact_id LIMIT ?`

/** Listed contacts with this identity; none when too many have it. */
export function listContactsWith(db: Database, kind: 'name' | 'phone', valueKey: string): number[] {
  const rows = db.prepare<[string, string, number], { contactId: number }>(sql).all(kind, valueKey, mostSharers + 1)
  return rows.length > mostSharers ? [] : rows.map((row) => row.contactId)
}
