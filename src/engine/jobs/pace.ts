// Keeps a stage's work in pieces that nobody notices: as large as fits into a few milliseconds, with room for everybody else between them.
import type { Transaction } from '../db/database.ts'
import { writeGateOpen } from '../db/write-gate.ts'
import type { BatchCommit, ProcessorContext } from './types.ts'

/** A person's click waits for the running stretch: it is never planned longer than this. */
const stretchMs = 8
/** What one transaction is planned to take; the rest of a stretch is for reading what it writes. */
const commitMs = 5
/** How much the last batch says about the next one. A quick one says more: a slow one was perhaps only interrupted by another program. */
const quickOneCounts = 0.5
const slowOneCounts = 0.1

/** How large a stage's batches may be, in whatever unit its work grows with. */
export interface PaceLimits {
  /** The size of the first batch, before anything is known. */
  readonly first: number
  /** A batch is never planned smaller: each has a price of its own. */
  readonly least: number
  readonly most: number
}

/** One stage's pace, for one run of one job. */
export class Pace {
  readonly #context: ProcessorContext
  readonly #limits: PaceLimits
  #unitMs: number | null = null
  #size: number
  readonly #readMs: () => number
  #restedAt: number

  /** `readMs` is a stopwatch: it only ever goes on. */
  constructor(context: ProcessorContext, limits: PaceLimits, readMs: () => number = () => performance.now()) {
    this.#context = context
    this.#limits = limits
    this.#readMs = readMs
    this.#restedAt = readMs()
    this.#size = limits.first
  }

  /** How many units to take into the next batch. */
  get size(): number {
    return this.#size
  }

  /** Like the context's `commit`, for a batch of so many units; learns from the time it takes how large the next one may be. */
  commit<Value>(units: number, batch: BatchCommit, work: (tx: Transaction) => Value): Value {
    const beganAt = this.#readMs()
    const value = this.#context.commit(batch, work)
    this.#learn(units, this.#readMs() - beganAt)
    return value
  }

  /** Lets others in when the stretch since the last rest is used up. Await it between any two things that take time. */
  async pause(): Promise<void> {
    if (this.isUsedUp) await this.rest()
  }

  /** Whether the stretch since the last rest is used up, but for its commit. */
  get isUsedUp(): boolean {
    return this.#readMs() - this.#restedAt >= stretchMs - commitMs
  }

  /** Lets others in. Await it after each commit. @throws what the context's `yield` throws when the job is to stop. */
  async rest(): Promise<void> {
    await this.#context.yield()
    await writeGateOpen(this.#context.db)
    this.#restedAt = this.#readMs()
  }

  #learn(units: number, tookMs: number): void {
    if (units === 0) return
    const lastMs = tookMs / units
    this.#unitMs ??= lastMs
    this.#unitMs += (lastMs - this.#unitMs) * (lastMs < this.#unitMs ? quickOneCounts : slowOneCounts)
    const fitting = Math.floor(commitMs / Math.max(this.#unitMs, 0.001))
    this.#size = Math.max(this.#limits.least, Math.min(fitting, this.#size * 2, this.#limits.most))
  }
}
