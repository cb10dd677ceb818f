// Gives every interaction the vectors by which it can be found by meaning.
import { createHash } from 'node:crypto'
import { countPendingTexts, listPendingTexts, type PendingText } from '../../db/queries/search/list-pending-texts.ts'
import { type EmbeddedPiece, findVector, writeEmbeddings } from '../../db/queries/search/write-embeddings.ts'
import type { Embedder } from '../../search/embedder.ts'
import { splitText } from '../../search/split-text.ts'
import { Pace } from '../pace.ts'
import { completed, type Processor, type ProcessorContext } from '../types.ts'

/** Interactions that are embedded and written together. */
const batchSizes = { first: 16, least: 4, most: 32 }

/** Works through the account's pending interactions, newest first; a text that was embedded before costs nothing. */
export function createEmbed(embedder: Embedder): Processor<'embed'> {
  return async ({ payload: { accountId } }, context) => {
    let items = 0
    let total = 0
    const pace = new Pace(context, batchSizes)
    for (;;) {
      const batch = listPendingTexts(context.db, accountId, pace.size)
      if (batch.length === 0) return completed({ items, failedItems: 0 })
      const embedded = await embedBatch(batch, embedder, pace, context)
      items += batch.length
      // Counting walks all that is pending: it is done anew only when more has come in.
      if (items > total) total = items - batch.length + countPendingTexts(context.db, accountId)
      pace.commit(batch.length, { progress: { done: items, total, what: 'texts' } }, (tx) => {
        for (const text of batch) writeEmbeddings(tx, text, embedder, embedded.get(text.id) ?? [], context.clock.now())
      })
      await pace.rest()
    }
  }
}

async function embedBatch(
  batch: readonly PendingText[],
  embedder: Embedder,
  pace: Pace,
  context: ProcessorContext,
): Promise<Map<number, EmbeddedPiece[]>> {
  const pieces = batch.flatMap(({ id, title, writtenText }) =>
    splitText(title, writtenText).map((text) => ({ id, text, textHash: hash(text) })),
  )
  const vectors = new Map<string, Buffer>()
  const unknown = new Map<string, string>()
  for (const { text, textHash } of pieces) {
    const known = findVector(context.db, embedder.model, textHash)
    if (known) vectors.set(textHash, known)
    else unknown.set(textHash, text)
    await pace.pause()
  }
  const computed = unknown.size === 0 ? [] : await embedder.embed([...unknown.values()], context.signal)
  ;[...unknown.keys()].forEach((textHash, index) => vectors.set(textHash, toBuffer(computed[index])))
  const result = new Map<number, EmbeddedPiece[]>(batch.map(({ id }) => [id, []]))
  for (const { id, textHash } of pieces) result.get(id)?.push({ textHash, vector: vectors.get(textHash) ?? toBuffer(undefined) })
  return result
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('base64url')
}

function toBuffer(vector: Float32Array | undefined): Buffer {
  if (!vector) throw new Error('The embedder answered fewer vectors than it was given texts')
  return Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength)
}
