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

/** Whether an interaction still has the text that was read. One whose text has changed is pending again; one that is gone needs nothing. */
export function isCurrentText(tx: Transaction, { id, title, writtenText }: PendingText): boolean {
  const row = tx
    .prepare<[number, string, string]>('SELECT 1 FROM interactions WHERE id = ? AND title = ? AND written_text = ?')
    .get(id, title, writtenText)
  return row !== undefined
}

/** Replaces the vectors of an interaction (those of other models too) and marks it as embedded. */
export function writeEmbeddings(
  tx: Transaction,
  { id: interactionId }: PendingText,
  model: { readonly model: string; readonly dimension: number },
  pieces: readonly EmbeddedPiece[],
  nowMs: number,
): void {
  tx.prepare<[number]>('DELETE FROM embeddings WHERE interaction_id = ?').run(interactionId)
  const insert = tx.prepare<[object]>(`
    INSERT INTO embeddings (interaction_id, piece, model, dimension, text_hash, vector, created_at)
    VALUES (:interactionId, :piece, :model, :dimension, :textHash, :vector, :nowMs)`)
  pieces.forEach((each, piece) => insert.run({ ...each, ...model, interactionId, piece, nowMs }))
  tx.prepare<[number]>(`UPDATE interactions SET embedding_state = 'done' WHERE id = ?`).run(interactionId)
}
