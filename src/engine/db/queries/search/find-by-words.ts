// Ranks interactions by their words.
import type { Database } from '../../database.ts'
import { type SearchFilter, toConditions } from './search-conditions.ts'

/** A word in a title says more than one in a text. */
const titleWeight = 4

/** Ids of interactions that match the FTS5 expression, best first (BM25). */
export function findByWords(db: Database, expression: string, filter: SearchFilter, limit: number): number[] {
  const { sql, parameters } = toConditions(filter)
  return db
    .prepare<[object], { id: number }>(
      `SELECT i.id FROM interaction_words w CROSS JOIN interactions i ON i.id = w.rowid
       WHERE interaction_words MATCH :expression AND ${sql}
       ORDER BY bm25(interaction_words, ${titleWeight}, 1) LIMIT :limit`,
    )
    .all({ ...parameters, expression, limit })
    .map(({ id }) => id)
}

/** Ids of interactions within the filter, newest first: what a search of filters alone shows. */
export function findRecent(db: Database, filter: SearchFilter, limit: number): number[] {
  const { sql, parameters } = toConditions(filter)
  return db
    .prepare<[object], { id: number }>(
      `SELECT i.id FROM interactions i WHERE ${sql} ORDER BY i.occurred_at DESC, i.id DESC LIMIT :limit`,
    )
    .all({ ...parameters, limit })
    .map(({ id }) => id)
}
