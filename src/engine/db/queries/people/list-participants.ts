// Reads who took part in one interaction, for the stage that turns participants into contacts.
import type { Database } from '../../database.ts'

/** A participant as the normalizers left it, with its contact if there is one. */
export interface StoredParticipant {
  readonly position: number
  readonly role: 'from' | 'sender' | 'reply_to' | 'to' | 'cc' | 'bcc' | 'organizer' | 'attendee'
  readonly address: string
  readonly addressKey: string
  readonly displayName: string
  readonly response: string | null
  readonly isSelf: 0 | 1
  readonly contactId: number | null
}

/** All participants, in the order of the message or meeting. */
export function listParticipants(db: Database, interactionId: number): StoredParticipant[] {
  return db
    .prepare<[number], StoredParticipant>(
      `SELECT position, role, address, address_key AS addressKey, display_name AS displayName, response, is_self AS isSelf, contact_id AS contactId
       FROM interaction_participants WHERE interaction_id = +? ORDER BY position`,
    )
    .all(interactionId)
}
