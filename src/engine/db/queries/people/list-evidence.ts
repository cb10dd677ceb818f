// Reads the newest messages and meetings that speak for a contact.
import type { Database } from '../../database.ts'
import type { StoredRelation } from './write-relations.ts'

/** An interaction that speaks for somebody. */
export interface EvidenceRow {
  readonly interactionId: number
  readonly kind: 'email' | 'meeting'
  readonly relation: StoredRelation
  readonly title: string
  readonly occurredAtMs: number
}

/** The newest `limit` interactions of one relation. */
export function listEvidence(db: Database, contactId: number, relation: StoredRelation, limit: number): EvidenceRow[] {
  return db
    .prepare<[number, StoredRelation, number], EvidenceRow>(
      `SELECT related.interaction_id AS interactionId, interaction.kind, related.relation, interaction.title, related.occurred_at AS occurredAtMs
       FROM contact_interactions related CROSS JOIN interactions interaction ON interaction.id = related.interaction_id
       WHERE related.contact_id = +? AND related.relation = +? ORDER BY related.occurred_at DESC, interaction.source_key LIMIT ?`,
    )
    .all(contactId, relation, limit)
}

/** How many interactions of a relation there are, counted no further than `most`. */
export function countRelation(db: Database, contactId: number, relation: StoredRelation, most: number): number {
  const row = db
    .prepare<[number, StoredRelation, number], { total: number }>(
      'SELECT count(*) AS total FROM (SELECT 1 FROM contact_interactions WHERE contact_id = +? AND relation = +? LIMIT ?)',
    )
    .get(contactId, relation, most)
  return row?.total ?? 0
}
