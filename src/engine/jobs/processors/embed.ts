// Gives every interaction the vectors by which it can be found by meaning.
import { createHash } from 'node:crypto'
import type { Transaction } from '../../db/database.ts'
import { recordItemFailure } from '../../db/queries/item-failures/record-item-failure.ts'
import { reopenUnparkedItems } from '../../db/queries/item-failures/reopen-item-failures.ts'
import { resolveItemFailure } from '../../db/queries/item-failures/resolve-item-failure.ts'
import { countPendingTexts, listPendingTexts, type PendingText } from '../../db/queries/search/list-pending-texts.ts'
import { type EmbeddedPiece, findVector, isCurrentText, writeEmbeddings } from '../../db/queries/search/write-embeddings.ts'
import { toItemError, tryEach } from '../../db/savepoint.ts'
import type { Embedder } from '../../search/embedder.ts'
import { splitText } from '../../search/split-text.ts'
import { Pace } from '../pace.ts'
import { type ClaimedJob, completed, type Processor, type ProcessorContext } from '../types.ts'

/** Interactions that are embedded and written together. */
const batchSizes = { first: 16, least: 4, most: 32 }

/** What any model can embed: tells a text that is too much for the model from a model that does not work. */
const harmlessText = 'Hello'

/** A text with its pieces, or with why it has none. */
type Embedded = ReadonlyMap<PendingText, readonly EmbeddedPiece[] | Error>

/**
 * Works through the account's pending interactions, newest first; a text that was embedded before costs nothing. One that cannot be
 * embedded is listed as failed and stops nobody; when the model does not work at all, the job is tried again.
 */
export function createEmbed(embedder: Embedder): Processor<'embed'> {
  return async (job, context) => {
    const { accountId } = job.payload
    context.commit({}, (tx) => reopenUnparkedItems(tx, job.kind, accountId))
    const counts = { items: 0, failedItems: 0 }
    let total = 0
    const pace = new Pace(context, batchSizes)
    for (;;) {
      const batch = listPendingTexts(context.db, accountId, pace.size)
      if (batch.length === 0) return completed(counts)
      const embedded = await embedWhatCanBe(batch, embedder, pace, context)
      counts.items += batch.length
      const { items } = counts
      // Counting walks all that is pending: it is done anew only when more has come in.
      if (items > total) total = items - batch.length + countPendingTexts(context.db, accountId)
      counts.failedItems += pace.commit(batch.length, { progress: { done: items, total, what: 'texts' } }, (tx) =>
        store(tx, job, embedded, embedder, context.clock.now()),
      )
      await pace.rest()
    }
  }
}

/** The whole batch at once; when that fails and the model is not to blame, each text for itself. */
async function embedWhatCanBe(
  batch: readonly PendingText[],
  embedder: Embedder,
  pace: Pace,
  context: ProcessorContext,
): Promise<Embedded> {
  try {
    return await embedBatch(batch, embedder, pace, context)
  } catch (error) {
    context.signal.throwIfAborted()
    toItemError(error)
    await embedder.embed([harmlessText], context.signal)
  }
  const embedded = new Map<PendingText, readonly EmbeddedPiece[] | Error>()
  for (const text of batch) {
    try {
      for (const [, pieces] of await embedBatch([text], embedder, pace, context)) embedded.set(text, pieces)
    } catch (error) {
      context.signal.throwIfAborted()
      embedded.set(text, toItemError(error))
    }
  }
  return embedded
}

async function embedBatch(
  batch: readonly PendingText[],
  embedder: Embedder,
  pace: Pace,
  context: ProcessorContext,
): Promise<Map<PendingText, EmbeddedPiece[]>> {
  const pieces = batch.flatMap((source) =>
    splitText(source.title, source.writtenText).map((text) => ({ source, text, textHash: hash(text) })),
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
  const result = new Map<PendingText, EmbeddedPiece[]>(batch.map((source) => [source, []]))
  for (const { source, textHash } of pieces)
    result.get(source)?.push({ textHash, vector: vectors.get(textHash) ?? toBuffer(undefined) })
  return result
}

/** Writes the vectors, and why some texts have none; answers how many these are. A text that has changed since is still pending. */
function store(tx: Transaction, job: ClaimedJob<'embed'>, embedded: Embedded, embedder: Embedder, nowMs: number): number {
  const { accountId } = job.payload
  const current = [...embedded].filter(([text]) => isCurrentText(tx, text))
  const written = tryEach(tx, current, ([text, pieces]) => {
    if (!(pieces instanceof Error)) writeEmbeddings(tx, text, embedder, pieces, nowMs)
  })
  let failed = 0
  for (const entry of current) {
    const [{ id }, pieces] = entry
    const subject = { stage: job.kind, accountId, subjectType: 'interaction', subjectKey: String(id) } as const
    const error = pieces instanceof Error ? pieces : written.get(entry)
    if (error === undefined) {
      resolveItemFailure(tx, subject)
      continue
    }
    failed += 1
    recordItemFailure(tx, {
      ...subject,
      label: 'The text of a message or meeting',
      reason: error.message.slice(0, 300),
      hint: 'It is found by its words, but not by its meaning. Retry it; if it fails again, an update of the program may help.',
      jobId: job.id,
      now: nowMs,
    })
  }
  return failed
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('base64url')
}

function toBuffer(vector: Float32Array | undefined): Buffer {
  if (!vector) throw new Error('The embedder answered fewer vectors than it was given texts')
  return Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength)
}
