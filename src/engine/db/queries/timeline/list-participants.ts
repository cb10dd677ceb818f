// Reads the people in a set of interactions, named as their contact is named now.
import type { PersonRef } from '../../../../shared/views/common.ts'
import type { Database } from '../../database.ts'

/** One person's part in one interaction. */
export interface ParticipantRow {
  interactionId: number
  role: 'from' | 'sender' | 'reply_to' | 'to' | 'cc' | 'bcc' | 'organizer' | 'attendee'
  address: string
  name: string
  response: string | null
  isSelf: number
  contactId: number | null
}

const sql = `
  SELECT p.interaction_id AS interactionId, p.role, p.address, coalesce(c.display_name, nullif(p.display_name, ''), p.address) AS name,
    p.response, p.is_self AS isSelf, p.contact_id AS contactId
  FROM json_each(?) ids
  JOIN interaction_participants p ON p.interaction_id = ids.value
  LEFT JOIN contacts c ON c.id = p.contact_id
  ORDER BY p.interaction_id, p.position`

/** The participants of these interactions, in the order in which the message or event names them. */
export function listParticipants(db: Database, interactionIds: readonly number[]): ParticipantRow[] {
  return db.prepare<[string], ParticipantRow>(sql).all(JSON.stringify(interactionIds))
}

/** A participant as a chip. */
export function toPersonRef(row: Pick<ParticipantRow, 'contactId' | 'name' | 'address' | 'isSelf'>): PersonRef {
  return { contactId: row.contactId, name: row.name, address: row.address || null, isSelf: row.isSelf === 1 }
}
