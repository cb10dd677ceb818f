// Finds people by name, address or organisation.
import type { Database } from '../../database.ts'

/** Ids of listed contacts (not oneself) that match the FTS5 expression, best and most alive first. */
export function findContacts(db: Database, expression: string, limit: number): number[] {
  return db
    .prepare<[string, number], { id: number }>(
      `SELECT c.id FROM contact_words w CROSS JOIN contacts c ON c.id = w.rowid
       WHERE contact_words MATCH ? AND c.status IN ('active', 'suggested', 'hidden') AND c.is_self = 0
       ORDER BY c.status = 'hidden', bm25(contact_words, 4, 2, 1) - c.strength / 50.0, c.id LIMIT ?`,
    )
    .all(expression, limit)
    .map(({ id }) => id)
}
