// Keeps SQLite's log (WAL) short without holding up the engine: another thread writes it back while the engine goes on.
import type { Clock } from '../clock.ts'
import type { Logger } from '../logger.ts'
import type { Database } from './database.ts'
import type { LogWriter } from './log-writer.ts'
import { closeWriteGate } from './write-gate.ts'

/** Between two write-backs: pages that change often are written once for all their changes. */
const pauseMs = 400
/** From here on background work is held up for the few milliseconds after which the log can begin anew: 16 MB. */
const longLogPages = 4_096
/** Only when nobody else gets to it: 128 MB. */
const longestLogPages = 32_768
/** SQLite's own measure, for when there is no other thread. */
const usualLogPages = 1_000

/** What a keeper works with. */
export interface LogKeeperOptions {
  readonly db: Database
  readonly writer: LogWriter
  readonly clock: Clock
  readonly logger: Logger
}

/** Looks after the log of a database while there are writes, and sleeps while there are none. */
export class LogKeeper {
  readonly #options: LogKeeperOptions
  #current: Promise<void> | null = null
  #takeBack: (() => void) | null = null
  #isStopped = false

  constructor(options: LogKeeperOptions) {
    this.#options = options
    options.db.sqlite.pragma(`wal_autocheckpoint = ${longestLogPages}`)
  }

  /** To be told whenever something may have been written; costs nothing. */
  noteWrites(): void {
    if (this.#isStopped || this.#takeBack || this.#current) return
    const { clock } = this.#options
    this.#takeBack = clock.callAt(clock.now() + pauseMs, () => {
      this.#takeBack = null
      this.#current = this.#keep().finally(() => (this.#current = null))
    })
  }

  /** Ends a write-back that is under way and lets go of the database. SQLite writes the rest back as the last connection is closed. */
  async stop(): Promise<void> {
    this.#isStopped = true
    this.#takeBack?.()
    await this.#current
    await this.#options.writer.close()
  }

  async #keep(): Promise<void> {
    const { db, writer, logger } = this.#options
    try {
      const { logPages } = await writer.writeBack()
      if (logPages < longLogPages || this.#isStopped) return
      // What has come since is little. While nobody adds to it, the log is written back to its end, and the next write begins it anew.
      const whole = writer.writeBack()
      closeWriteGate(db, whole)
      await whole
    } catch (error) {
      this.#isStopped = true
      db.sqlite.pragma(`wal_autocheckpoint = ${usualLogPages}`)
      logger.warn('The log of the database is written back by the engine itself', {
        reason: error instanceof Error ? error.message : String(error),
      })
    }
  }
}
