// Waits out a disk that cannot be written: tells it once, and says when the next attempt is due.
import { explainDatabaseError } from '../../db/open.ts'
import type { Logger } from '../../logger.ts'
import type { JobEventHub } from '../events.ts'

/** How soon a write that failed (a full disk) is tried again. */
const retryWriteMs = 1_000
const never = Number.POSITIVE_INFINITY

/** What a retry works with. */
export interface WriteRetryOptions {
  readonly databasePath: string
  readonly logger: Logger
  readonly events: JobEventHub
}

/** When a write that failed is tried again. */
export class WriteRetry {
  readonly #options: WriteRetryOptions
  #dueAtMs = never

  constructor(options: WriteRetryOptions) {
    this.#options = options
  }

  /** When to try again; `Infinity` while the last write succeeded. */
  get dueAtMs(): number {
    return this.#dueAtMs
  }

  /** A write has succeeded, or there is nothing to write any more. */
  clear(): void {
    if (this.#dueAtMs === never) return
    this.#dueAtMs = never
    this.#options.events.emit('engine.write_recovered', {})
  }

  /** The clock was set back: the next attempt is due now. */
  clockWentBack(now: number): void {
    this.#dueAtMs = this.#dueAtMs === never ? never : now
  }

  /** A write has failed: nothing of it has happened. */
  failed(error: unknown, now: number): void {
    const isFirst = this.#dueAtMs === never
    this.#dueAtMs = now + retryWriteMs
    // The same disk is still full a second later: that has been told.
    if (isFirst) this.#tell(error)
  }

  #tell(error: unknown): void {
    const { databasePath, logger, events } = this.#options
    logger.error('the job engine could not write', { error, isEnvironment: isEnvironmentError(error) })
    const explained = explainDatabaseError(error, databasePath)
    const message = explained instanceof Error ? explained.message : String(explained)
    const hint = explained instanceof Error && 'hint' in explained ? String(explained.hint) : 'It is tried again by itself.'
    events.emit('engine.write_failed', { message, hint })
  }
}

/** Whether an error says something about disk and file rather than about a statement of ours. */
export function isEnvironmentError(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  return code.startsWith('SQLITE_') && !code.startsWith('SQLITE_CONSTRAINT') && code !== 'SQLITE_ERROR'
}
