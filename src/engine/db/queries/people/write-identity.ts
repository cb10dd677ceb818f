// Adds, improves and removes what a contact is recognised by.
import type { Transaction } from '../../database.ts'

/** The kinds of identity. */
export type IdentityKind = 'email' | 'phone' | 'url' | 'name' | 'organization' | 'title'

/** Where an identity was found. */
export type IdentitySource = 'person' | 'card' | 'email_header' | 'calendar' | 'signature'

/** An identity as it is stored. */
export interface NewIdentity {
  readonly contactId: number
  readonly kind: IdentityKind
  readonly value: string
  readonly valueKey: string
  readonly source: IdentitySource
  readonly foundInInteractionId: number | null
  readonly confidence: number
}

/** Adds an identity; one that is there already stays as it is. Answers whether it was added. */
export function insertIdentity(tx: Transaction, identity: NewIdentity, nowMs: number): boolean {
  const result = tx
    .prepare<[number, string, string, string, string, number | null, number, number]>(
      `INSERT INTO contact_identities (contact_id, kind, value, value_key, source, found_in_interaction_id, confidence, created_at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
    )
    .run(
      identity.contactId,
      identity.kind,
      identity.value,
      identity.valueKey,
      identity.source,
      identity.foundInInteractionId,
      identity.confidence,
      nowMs,
    )
  return result.changes > 0
}

/** Replaces how an identity is spelled, where it was found and how sure that is. */
export function updateIdentity(
  tx: Transaction,
  identityId: number,
  better: Pick<NewIdentity, 'value' | 'source' | 'foundInInteractionId' | 'confidence'>,
): void {
  tx.prepare<[string, string, number | null, number, number]>(
    'UPDATE contact_identities SET value = ?, source = ?, found_in_interaction_id = ?, confidence = ? WHERE id = ?',
  ).run(better.value, better.source, better.foundInInteractionId, better.confidence, identityId)
}

/** Removes one identity. */
export function deleteIdentity(tx: Transaction, identityId: number): void {
  tx.prepare<[number]>('DELETE FROM contact_identities WHERE id = ?').run(identityId)
}
