// Reads the people of an event that is no interaction, named as their contact is named now.
import type { Database } from '../../database.ts'
import type { ParticipantRow } from '../timeline/list-participants.ts'

const sql = `
  SELECT person.value ->> 'role' AS role, person.value ->> 'address' AS address, person.value ->> 'response' AS response,
    coalesce(c.display_name, nullif(person.value ->> 'name', ''), person.value ->> 'address') AS name,
    person.value ->> 'isSelf' AS isSelf, c.id AS contactId
  FROM json_each(?) person
    LEFT JOIN contact_identities i ON i.kind = 'email' AND i.value_key = person.value ->> 'addressKey'
    LEFT JOIN contacts c ON c.id = i.contact_id
  ORDER BY person.key`

/** `people` is the column of that name of `calendar_events`. */
export function nameParticipants(db: Database, people: string): Omit<ParticipantRow, 'interactionId'>[] {
  return db.prepare<[string], Omit<ParticipantRow, 'interactionId'>>(sql).all(people)
}
