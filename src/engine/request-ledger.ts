// Gathers what left this computer and enters it into the ledger now and then, so that no request waits for a write.
import type { SentRequest } from '../shared/views/ledger.ts'
import type { Clock } from './clock.ts'
import { type Database, transaction } from './db/database.ts'
import { addSentRequests } from './db/queries/sent-requests/add-sent-requests.ts'
import type { Logger } from './logger.ts'

/** What the ledger is made of. */
export interface RequestLedgerOptions {
  readonly db: Database
  readonly clock: Clock
  readonly logger: Logger
  /** Called after rows were written. */
  readonly onWritten: () => void
}

/** The longest that a request stays unwritten: as much can be lost when the process is killed. */
const writeAfterMs = 1_000
/** Rows of one transaction, which take about a millisecond. */
const rowsPerWrite = 100

/** The engine's book of requests. Written in batches; what is left is written by {@link RequestLedger.close}. */
export class RequestLedger {
  readonly #options: RequestLedgerOptions
  #unwritten: SentRequest[] = []
  #takeBack: (() => void) | null = null

  constructor(options: RequestLedgerOptions) {
    this.#options = options
  }

  /** Notes requests; they are written within a second. */
  readonly record = (...requests: readonly SentRequest[]): void => {
    this.#unwritten.push(...requests)
    this.#arm(writeAfterMs)
  }

  /** Writes what is left, for the last time. */
  close(): void {
    this.#takeBack?.()
    this.#takeBack = null
    while (this.#unwritten.length > 0 && this.#write());
  }

  #arm(delayMs: number): void {
    const { clock } = this.#options
    this.#takeBack ??= clock.callAt(clock.now() + delayMs, () => {
      this.#takeBack = null
      const isWritten = this.#write()
      if (this.#unwritten.length > 0) this.#arm(isWritten ? 0 : writeAfterMs)
    })
  }

  /** Whether it could be written: a full disk is nobody's fault here, and is told by those who need the room. */
  #write(): boolean {
    const { db, logger, onWritten } = this.#options
    const batch = this.#unwritten.slice(0, rowsPerWrite)
    try {
      transaction(db, (tx) => addSentRequests(tx, batch))
    } catch (error) {
      logger.warn('the ledger of requests could not be written; it is tried again', { reason: String(error) })
      return false
    }
    this.#unwritten = this.#unwritten.slice(batch.length)
    onWritten()
    return true
  }
}
