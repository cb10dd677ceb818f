// Knows where the runner is between its start and its end: it asks this before it takes a turn, and before it starts a job.
import type { Suspensions } from './suspensions.ts'

/** From the start to the end, each phase once. */
export class RunnerPhase {
  readonly #suspensions: Suspensions
  #name: 'created' | 'running' | 'stopping' | 'stopped' = 'created'

  constructor(suspensions: Suspensions) {
    this.#suspensions = suspensions
  }

  /** Started, and not asked to stop. */
  get isRunning(): boolean {
    return this.#name === 'running'
  }

  get isStopped(): boolean {
    return this.#name === 'stopped'
  }

  /** Whether turns are taken: while it stops, what ends is still written. */
  get takesTurns(): boolean {
    return this.#name === 'running' || this.#name === 'stopping'
  }

  /** Whether jobs may be started. */
  get mayStart(): boolean {
    return this.#name === 'running' && !this.#suspensions.isSuspended
  }

  /** @throws Error for one that was started before. */
  start(): void {
    if (this.#name !== 'created') throw new Error('a runner is started once')
    this.#name = 'running'
  }

  /** Answers whether it was ever started. */
  beginStop(): boolean {
    const wasStarted = this.#name !== 'created'
    this.#name = 'stopping'
    return wasStarted
  }

  endStop(): void {
    this.#name = 'stopped'
  }
}
