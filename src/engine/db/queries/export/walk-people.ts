// Walks the people of a workspace, for an export: those that a person knows, not the ones that are only suggested.
import type { Database } from '../../database.ts'

/** A person with everything they are recognised by. */
export interface ExportedPerson {
  readonly id: number
  readonly name: string
  readonly organization: string | null
  readonly title: string | null
  readonly notes: string
  readonly birthday: string | null
  readonly lastContactAtMs: number | null
  readonly strength: number
  /** The main address comes first. */
  readonly emails: readonly string[]
  readonly phones: readonly string[]
  readonly urls: readonly string[]
}

interface PersonRow extends Omit<ExportedPerson, 'emails' | 'phones' | 'urls'> {
  readonly primaryAddress: string | null
}

/** People by id. */
export function* walkPeople(db: Database): Generator<ExportedPerson> {
  const values = db.prepare<[number], { kind: string; value: string }>(
    "SELECT kind, value FROM contact_identities WHERE contact_id = ? AND kind IN ('email', 'phone', 'url') ORDER BY id",
  )
  const people = db.prepare<[], PersonRow>(`
    SELECT id, display_name AS name, primary_address AS primaryAddress, organization, title, notes, last_interaction_at AS lastContactAtMs,
      strength, (SELECT birthday FROM contact_cards WHERE contact_id = contacts.id AND birthday IS NOT NULL LIMIT 1) AS birthday
    FROM contacts WHERE status = 'active' AND is_self = 0 ORDER BY id`)
  for (const { primaryAddress, ...person } of people.iterate()) {
    const known = values.all(person.id)
    const ofKind = (wanted: string): string[] => known.filter(({ kind }) => kind === wanted).map(({ value }) => value)
    const emails = ofKind('email').toSorted((one, other) => Number(other === primaryAddress) - Number(one === primaryAddress))
    yield { ...person, emails, phones: ofKind('phone'), urls: ofKind('url') }
  }
}
