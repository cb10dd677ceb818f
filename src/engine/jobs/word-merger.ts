// What stages that write words do beside their own work: keep the word index in few pieces.
import { mergeWords, type WordIndex } from '../db/queries/search/merge-words.ts'
import type { Pace } from './pace.ts'

/** There is nothing to merge before so many transactions have written words: the index's `usermerge`. */
const batchesBetween = 8

/** Merges what the batches of one run of a stage add, in short transactions and turns of their own. */
export class WordMerger {
  readonly #pace: Pace
  readonly #index: WordIndex
  #batches = 0

  constructor(pace: Pace, index: WordIndex) {
    this.#pace = pace
    this.#index = index
  }

  /** Await it after each batch. */
  async afterBatch(): Promise<void> {
    this.#batches += 1
    if (this.#batches % batchesBetween === 0) await this.finish()
  }

  /** Merges all that can be. Await it at the end of the stage. */
  async finish(): Promise<void> {
    for (let hasMore = true; hasMore;) {
      hasMore = this.#pace.commit(0, {}, (tx) => mergeWords(tx, this.#index))
      await this.#pace.rest()
    }
  }
}
