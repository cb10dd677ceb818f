// Reads what a contact is recognised by.
import type { Database } from '../../database.ts'
import type { IdentityKind, IdentitySource } from './write-identity.ts'

/** An identity with the time of the interaction in which it was found. */
export interface StoredIdentity {
  readonly id: number
  readonly kind: IdentityKind
  readonly value: string
  readonly valueKey: string
  readonly source: IdentitySource
  readonly foundInInteractionId: number | null
  readonly foundAtMs: number | null
  readonly confidence: number
}

const select = `SELECT identity.id, identity.kind, identity.value, identity.value_key AS valueKey, identity.source,
    identity.found_in_interaction_id AS foundInInteractionId, interaction.occurred_at AS foundAtMs, identity.confidence
  FROM contact_identities identity LEFT JOIN interactions interaction ON interaction.id = identity.found_in_interaction_id`

/** All identities of a contact, in the order in which they were found. */
export function listIdentities(db: Database, contactId: number): StoredIdentity[] {
  return db.prepare<[number], StoredIdentity>(`${select} WHERE identity.contact_id = +? ORDER BY identity.id`).all(contactId)
}

/** Those of one kind. */
export function listIdentitiesOfKind(db: Database, contactId: number, kind: IdentityKind): StoredIdentity[] {
  return db
    .prepare<[number, IdentityKind], StoredIdentity>(
      `${select} WHERE identity.contact_id = +? AND identity.kind = +? ORDER BY identity.id`,
    )
    .all(contactId, kind)
}
