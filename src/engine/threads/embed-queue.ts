// Shares one model between a person who waits for an answer and the jobs that embed by the thousand.
import type { Embedder } from '../search/embedder.ts'

/**
 * What the model is given at once: about 50 ms of work, as long as a search may wait for it. The model's work grows with every character,
 * and texts of different lengths are padded to the longest: several at once pay only while they are so short that each call's price shows.
 */
const slice = { texts: 4, characters: 150 }

/** `now`: somebody waits. `later`: a job. */
export type EmbedUrgency = 'now' | 'later'

interface Request {
  readonly texts: readonly string[]
  readonly vectors: Float32Array[]
  readonly signal: AbortSignal
  readonly resolve: (vectors: Float32Array[]) => void
  readonly reject: (reason: unknown) => void
}

/** Runs requests in slices, `now` before `later`, each in the order in which they came. */
export class EmbedQueue {
  readonly #embedder: Embedder
  readonly #waiting: Record<EmbedUrgency, Request[]> = { now: [], later: [] }
  #isRunning = false

  constructor(embedder: Embedder) {
    this.#embedder = embedder
  }

  /** One vector for each text, in order. Rejects when the signal aborts or the model fails. */
  embed(texts: readonly string[], urgency: EmbedUrgency, signal: AbortSignal): Promise<Float32Array[]> {
    return new Promise((resolve, reject) => {
      this.#waiting[urgency].push({ texts, vectors: [], signal, resolve, reject })
      if (!this.#isRunning) void this.#run()
    })
  }

  async #run(): Promise<void> {
    this.#isRunning = true
    for (let lane = this.#nextLane(); lane !== undefined; lane = this.#nextLane()) {
      const request = lane[0] as Request
      try {
        request.signal.throwIfAborted()
        const texts = nextSlice(request.texts, request.vectors.length)
        if (texts.length > 0) request.vectors.push(...(await this.#embedder.embed(texts, request.signal)))
        if (request.vectors.length < request.texts.length) {
          // Lets new requests in: the model may work without ever giving the event loop a turn.
          await new Promise((resolve) => setImmediate(resolve))
          continue
        }
        request.resolve(request.vectors)
      } catch (error) {
        request.reject(error)
      }
      lane.shift()
    }
    this.#isRunning = false
  }

  #nextLane(): Request[] | undefined {
    return [this.#waiting.now, this.#waiting.later].find((lane) => lane.length > 0)
  }
}

/** The texts from `start` on that make one slice: always one, however long it is. */
function nextSlice(texts: readonly string[], start: number): string[] {
  let end = start
  for (let characters = 0; end < texts.length && end - start < slice.texts; end += 1) {
    characters += texts[end]?.length ?? 0
    if (end > start && characters > slice.characters) break
  }
  return texts.slice(start, end)
}
