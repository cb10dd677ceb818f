// Reads a person's page: who they are, how they are recognised, and what was worked out about them.
import type { PersonDetail } from '../../../../shared/views/people.ts'
import type { Database } from '../../database.ts'
import { getSurvivor } from './get-contact.ts'
import type { StrengthReader } from './page-people.ts'
import { personColumns, type PersonRow, toPeople } from './person-row.ts'

interface DetailRow extends PersonRow {
  readonly title: string | null
  readonly phone: string | null
  readonly notes: string
  readonly firstInteractionAtMs: number | null
}

/** So many insights are shown, newest first. */
const mostInsights = 10

const sql = `SELECT ${personColumns}, contact.title, contact.phone, contact.notes, contact.first_interaction_at AS firstInteractionAtMs
  FROM contacts contact WHERE contact.id = ?`

/** The person, or whoever they were merged into; null when there is none. */
export function getPerson(db: Database, contactId: number, nowMs: number, toStrength: StrengthReader): PersonDetail | null {
  const survivor = getSurvivor(db, contactId)
  const row = survivor && db.prepare<[number], DetailRow>(sql).get(survivor.id)
  if (!row) return null
  const { title, phone, notes, firstInteractionAtMs, ...listed } = row
  const [person] = toPeople(db, [listed], nowMs, toStrength)
  if (!person) return null
  return {
    ...person,
    title,
    phone,
    notes,
    firstInteractionAtMs: firstInteractionAtMs !== null && firstInteractionAtMs <= nowMs ? firstInteractionAtMs : null,
    identities: listShownIdentities(db, row.id),
    insights: listInsights(db, row.id),
  }
}

function listShownIdentities(db: Database, contactId: number): PersonDetail['identities'] {
  return db
    .prepare<[number], PersonDetail['identities'][number]>(
      `SELECT id, kind, value, source, found_in_interaction_id AS foundInInteractionId, confidence FROM contact_identities
       WHERE contact_id = ? ORDER BY kind, confidence DESC, value_key`,
    )
    .all(contactId)
}

/** The newest insights about a contact. */
function listInsights(db: Database, contactId: number): PersonDetail['insights'] {
  return db
    .prepare<[number, number], { id: number; contactId: number; summary: string; facts: string; createdAtMs: number }>(
      `SELECT id, contact_id AS contactId, summary, facts, created_at AS createdAtMs FROM insights WHERE contact_id = ? ORDER BY id DESC LIMIT ?`,
    )
    .all(contactId, mostInsights)
    .map((row) => ({ ...row, facts: JSON.parse(row.facts) as { label: string; value: string }[] }))
}
