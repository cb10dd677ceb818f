// Fetches many messages with bounded concurrency, in batches that shrink when there is trouble and grow when there is none.
import { GoogleRequestError } from '../../../google/google-request-error.ts'
import type { ProcessorContext } from '../../../jobs/types.ts'

/** Requests in flight at once. */
const concurrency = 8
const firstBatchSize = 50
const largestBatchSize = 100
/** So often a message may fail before it is set aside. */
const triesOfOneItem = 3
/** When so many different ones were asked for in vain and none came through in between, it is not the messages. */
const outageFrom = 5

/** What became of one item. */
export type Fetched<Value> =
  | { readonly kind: 'value'; readonly id: string; readonly value: Value }
  /** Google does not have it any more. */
  | { readonly kind: 'gone'; readonly id: string }
  /** It cannot be had; the reason is for a person. `isPassing`: by all that is known another time it can. */
  | { readonly kind: 'failed'; readonly id: string; readonly reason: string; readonly isPassing: boolean }

/** The size of the next batch. Kept for a whole run. */
export class BatchSize {
  #size = firstBatchSize

  get current(): number {
    return this.#size
  }

  grow(): void {
    this.#size = Math.min(largestBatchSize, this.#size * 2)
  }

  shrink(): void {
    this.#size = Math.max(1, Math.floor(this.#size / 2))
  }
}

/**
 * Fetches `ids` and hands over what was had, batch by batch, before any trouble is thrown: nothing that was fetched is lost.
 * An item that keeps failing is handed over as `failed`: one bad message must not keep the cursor from moving.
 * @throws {GoogleRequestError} a limit, a lost sign-in, or an outage: nothing comes through any more, however small the batches have become
 */
export async function fetchInBatches<Value>(
  run: { readonly context: Pick<ProcessorContext, 'yield'> },
  size: BatchSize,
  ids: readonly string[],
  fetchOne: (id: string) => Promise<Value>,
  handOver: (batch: readonly Fetched<Value>[]) => Promise<void>,
): Promise<void> {
  const troubles = new Map<string, number>()
  /** Those that failed since anything came through. */
  const inVain = new Set<string>()
  let queue = [...new Set(ids)]
  while (queue.length > 0) {
    const batch = queue.slice(0, size.current)
    const { fetched, troubled, stop } = await fetchBatch(batch, fetchOne)
    if (fetched.length > 0) inVain.clear()
    for (const { id } of troubled) {
      troubles.set(id, (troubles.get(id) ?? 0) + 1)
      inVain.add(id)
    }
    const isOutage = fetched.length === 0 && inVain.size >= outageFrom
    const hopeless = isOutage ? [] : troubled.filter(({ id }) => (troubles.get(id) ?? 0) >= triesOfOneItem)
    const settled = [
      ...fetched,
      ...hopeless.map(({ id, error }): Fetched<Value> => ({ kind: 'failed', id, reason: error.message, isPassing: true })),
    ]
    if (settled.length > 0) await handOver(settled)
    if (stop) throw stop.error
    const [first] = troubled
    if (first) size.shrink()
    else size.grow()
    if (first && isOutage) throw first.error
    const settledIds = new Set(settled.map((item) => item.id))
    // What failed goes to the end, among others that may come through.
    queue = [...queue.slice(batch.length), ...batch.filter((id) => !settledIds.has(id))]
    await run.context.yield()
  }
}

interface BatchResult<Value> {
  readonly fetched: Fetched<Value>[]
  readonly troubled: { readonly id: string; readonly error: GoogleRequestError }[]
  /** What ends the whole run. */
  readonly stop: { readonly error: unknown } | null
}

async function fetchBatch<Value>(ids: readonly string[], fetchOne: (id: string) => Promise<Value>): Promise<BatchResult<Value>> {
  const fetched: Fetched<Value>[] = []
  const troubled: { id: string; error: GoogleRequestError }[] = []
  const stops: { error: unknown }[] = []
  const waiting = ids.values()
  const worker = async (): Promise<void> => {
    for (const id of waiting) {
      if (stops.length > 0) return
      try {
        fetched.push({ kind: 'value', id, value: await fetchOne(id) })
      } catch (error) {
        if (!(error instanceof GoogleRequestError)) stops.push({ error })
        else if (error.verdict.kind === 'skip_item') {
          fetched.push(
            error.verdict.isGone ? { kind: 'gone', id } : { kind: 'failed', id, reason: error.message, isPassing: false },
          )
        } else if (error.verdict.kind === 'transient') troubled.push({ id, error })
        else stops.push({ error })
      }
    }
  }
  await Promise.all(Array.from({ length: Math.min(concurrency, ids.length) }, worker))
  return { fetched, troubled, stop: stops[0] ?? null }
}
