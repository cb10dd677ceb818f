// Keeps the vectors of an interaction, and finds vectors of texts that have been embedded before.
import type { Database, Transaction } from '../../database.ts'
import type { PendingText } from './list-pending-texts.ts'

/** A piece of text with its vector. */
export interface EmbeddedPiece {
  readonly textHash: string
  readonly vector: Buffer
}

/** The vector of a text that has been embedded by this model before. */
export function findVector(db: Database, model: string, textHash: string): Buffer | null {
  const row = db
    .prepare<[string, string], { vector: Buffer }>('SELECT vector FROM embeddings WHERE model = ? AND text_hash = ? LIMIT 1')
    .get(model, textHash)
  return row?.vector ?? null
}

/**
 * Replaces the vectors of an interaction (those of other models too) and marks it as embedded. One whose text has changed since it was
 * read, or that is gone, is left alone: it is still pending, or needs nothing.
 */
export function writeEmbeddings(
  tx: Transaction,
  { id: interactionId, title, writtenText }: PendingText,
  model: { readonly model: string; readonly dimension: number },
  pieces: readonly EmbeddedPiece[],
  nowMs: number,
): void {
  const isCurrent = tx
    .prepare<[number, string, string]>('SELECT 1 FROM interactions WHERE id = ? AND title = ? AND written_text = ?')
    .get(interactionId, title, writtenText)
  if (isCurrent === undefined) return
  tx.prepare<[number]>('DELETE FROM embeddings WHERE interaction_id = ?').run(interactionId)
  const insert = tx.prepare<[object]>(`
    INSERT INTO embeddings (interaction_id, piece, model, dimension, text_hash, vector, created_at)
    VALUES (:interactionId, :piece, :model, :dimension, :textHash, :vector, :nowMs)`)
  pieces.forEach((each, piece) => insert.run({ ...each, ...model, interactionId, piece, nowMs }))
  tx.prepare<[number]>(`UPDATE interactions SET embedding_state = 'done' WHERE id = ?`).run(interactionId)
}
