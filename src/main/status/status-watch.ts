// Asks for the state of the workspace whenever rows have changed, and tells it to whoever shows it.
import type { Result } from '../../shared/app-error.ts'
import type { Pill, Status } from '../../shared/views/status.ts'

/** How often the state is read at most: it counts rows, and nobody reads faster. */
const everyMs = 500

/** Reads the state and hands each new one on. */
export class StatusWatch {
  readonly #read: () => Promise<Result<Status>>
  readonly #listeners: ((status: Status) => void)[] = []
  #latest: Status | null = null
  #isReading = false
  #isStale = false
  #isAnswering = true
  #writeProblem: string | null = null

  constructor(read: () => Promise<Result<Status>>) {
    this.#read = read
  }

  /** Tells every new state from now on. */
  subscribe(listener: (status: Status) => void): void {
    this.#listeners.push(listener)
  }

  /** The last state that was read; null before the first one. */
  get latest(): Status | null {
    return this.#latest
  }

  /** Whether those answer who know the state: while they do not, the last one is told as what it is. */
  setAnswering(isAnswering: boolean): void {
    this.#isAnswering = isAnswering
    this.#tell()
  }

  /** Why nothing can be kept, or null: told instead of what goes on, because nothing does. */
  setWriteProblem(problem: string | null): void {
    this.#writeProblem = problem
    this.#tell()
  }

  /** Something may have changed. Calls that come close together become one; the last one is always followed by a read. */
  changed(): void {
    if (this.#isReading) {
      this.#isStale = true
      return
    }
    void this.#readNow()
  }

  async #readNow(): Promise<void> {
    this.#isReading = true
    this.#isStale = false
    const result = await this.#read()
    if (result.ok) {
      this.#latest = result.value
      this.#tell()
    }
    setTimeout(() => {
      this.#isReading = false
      if (this.#isStale) this.changed()
    }, everyMs)
  }

  #tell(): void {
    if (this.#latest === null) return
    const told: Status = { ...this.#latest, pill: this.#pillOver(this.#latest.pill) }
    for (const listener of this.#listeners) listener(told)
  }

  /** What those who know the state cannot tell themselves. */
  #pillOver(pill: Pill): Pill {
    if (!this.#isAnswering) return { kind: 'not_answering' }
    return this.#writeProblem === null ? pill : { kind: 'cannot_write', problem: this.#writeProblem }
  }
}
