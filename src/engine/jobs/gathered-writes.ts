// Gathers writes until they make a transaction of the right length: one for each would spend its time on committing.
import type { Transaction } from '../db/database.ts'
import { tryEach } from '../db/savepoint.ts'
import type { Pace } from './pace.ts'
import type { BatchCommit } from './types.ts'

/** Writes that wait for their transaction, in order. Nothing of them is written before {@link GatheredWrites.flush}. */
export class GatheredWrites<Subject extends object> {
  readonly #pace: Pace
  readonly #onFailure: (tx: Transaction, subject: Subject, error: Error) => void
  readonly #failed = new WeakSet<Subject>()
  #writes = new Map<Subject, ((tx: Transaction) => void)[]>()
  #units = 0

  /** `onFailure` is called in the transaction for a subject of which a write threw; of that subject nothing more is written. */
  constructor(pace: Pace, onFailure: (tx: Transaction, subject: Subject, error: Error) => void) {
    this.#pace = pace
    this.#onFailure = onFailure
  }

  /** Whether what has gathered is as much as a transaction may take. */
  get isFull(): boolean {
    return this.#units >= this.#pace.size
  }

  /** Adds a write of so many units of work for a subject. It may be done twice: the first time is then undone before. */
  add(subject: Subject, units: number, write: (tx: Transaction) => void): void {
    if (this.#failed.has(subject)) return
    const writes = this.#writes.get(subject)
    if (writes) writes.push(write)
    else this.#writes.set(subject, [write])
    this.#units += units
  }

  /**
   * Commits all of it together with the rest of the batch, and lets others in. When the commit throws, all of it is lost; when the writes
   * of one subject do, those of that subject are.
   */
  async flush(batch: BatchCommit): Promise<void> {
    const subjects = [...this.#writes]
    const units = this.#units
    this.#writes = new Map()
    this.#units = 0
    this.#pace.commit(units, batch, (tx) => {
      const failures = tryEach(tx, subjects, ([, writes]) => {
        for (const write of writes) write(tx)
      })
      for (const [[subject], error] of failures) {
        this.#failed.add(subject)
        this.#onFailure(tx, subject, error)
      }
    })
    await this.#pace.rest()
  }
}
