// Ranks interactions by how close their meaning is to that of a text.
import type { Database } from '../../database.ts'
import { type SearchFilter, toConditions } from './search-conditions.ts'

/** How many rows the coarse pass over bits hands to the exact comparison. */
const coarseCandidates = 400

/** Ids of interactions whose closest piece is at least this similar (cosine), best first. Only vectors of `model` are looked at. */
export function findByMeaning(
  db: Database,
  model: string,
  vector: Float32Array,
  minimumSimilarity: number,
  filter: SearchFilter,
  limit: number,
): number[] {
  const { sql, parameters } = toConditions(filter)
  return db
    .prepare<[object], { id: number }>(
      `SELECT e.interaction_id AS id, max(1 - vec_distance_cosine(e.vector, :vector)) AS similarity
       FROM (SELECT rowid FROM embedding_bits WHERE bits MATCH vec_quantize_binary(:vector) AND k = ${coarseCandidates}) close
       CROSS JOIN embeddings e ON e.id = close.rowid AND e.model = :model
       CROSS JOIN interactions i ON i.id = e.interaction_id
       WHERE ${sql} GROUP BY e.interaction_id HAVING similarity >= :minimumSimilarity ORDER BY similarity DESC LIMIT :limit`,
    )
    .all({
      ...parameters,
      vector: Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength),
      model,
      minimumSimilarity,
      limit,
    })
    .map(({ id }) => id)
}
