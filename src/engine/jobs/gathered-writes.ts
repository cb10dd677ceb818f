// Gathers writes until they make a transaction of the right length: one for each would spend its time on committing.
import type { Transaction } from '../db/database.ts'
import type { Pace } from './pace.ts'
import type { BatchCommit } from './types.ts'

/** Writes that wait for their transaction, in order. Nothing of them is written before {@link GatheredWrites.flush}. */
export class GatheredWrites {
  readonly #pace: Pace
  #writes: ((tx: Transaction) => void)[] = []
  #units = 0

  constructor(pace: Pace) {
    this.#pace = pace
  }

  /** Whether what has gathered is as much as a transaction may take. */
  get isFull(): boolean {
    return this.#units >= this.#pace.size
  }

  /** Adds a write of so many units of work. */
  add(units: number, write: (tx: Transaction) => void): void {
    this.#writes.push(write)
    this.#units += units
  }

  /** Commits all of it together with the rest of the batch, and lets others in. When the commit throws, all of it is lost. */
  async flush(batch: BatchCommit): Promise<void> {
    const writes = this.#writes
    const units = this.#units
    this.#writes = []
    this.#units = 0
    this.#pace.commit(units, batch, (tx) => {
      for (const write of writes) write(tx)
    })
    await this.#pace.rest()
  }
}
