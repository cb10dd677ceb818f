// Decides when to look after the health of the whole: at the start, while something runs, and while an alert is open that may close by itself.
import type { Transaction } from '../../db/database.ts'
import { DiskWatch, type ReadFreeBytes } from '../disk-watch.ts'
import { checkKinds, reviewAlerts } from '../health-checks.ts'

/** How often the disk is asked while jobs run. */
export const diskCheckEveryMs = 5 * 60_000
/** How soon an open alert is looked at again while nothing happens. */
export const reviewEveryMs = 60 * 60_000
const never = Number.POSITIVE_INFINITY

/** Looks as often as there is reason to, and not at all while nothing happens and all is well. */
export class HealthWatch {
  readonly #disk: DiskWatch
  #diskDueAtMs = Number.NEGATIVE_INFINITY
  #reviewDueAtMs = Number.NEGATIVE_INFINITY
  #isBusy = false

  constructor(readFreeBytes: ReadFreeBytes) {
    this.#disk = new DiskWatch(readFreeBytes)
  }

  /** When to look next; `Infinity` while there is no reason to. */
  get dueAtMs(): number {
    return this.#isBusy || this.#diskDueAtMs === Number.NEGATIVE_INFINITY
      ? Math.min(this.#diskDueAtMs, this.#reviewDueAtMs)
      : this.#reviewDueAtMs
  }

  /** Takes in whether anything runs. */
  noteBusy(isBusy: boolean): void {
    this.#isBusy = isBusy
  }

  /** The clock was set back: looks at once, and from then on as often as before. */
  clockWentBack(): void {
    this.#diskDueAtMs = Number.NEGATIVE_INFINITY
    this.#reviewDueAtMs = Number.NEGATIVE_INFINITY
  }

  /** Looks. `failed` are the kinds of which a job has just failed by the kind's own fault. */
  look(tx: Transaction, failed: ReadonlySet<string>, now: number): void {
    if (now >= this.#diskDueAtMs) {
      this.#diskDueAtMs = now + diskCheckEveryMs
      this.#disk.check(tx)
    }
    // First: where the rest fails, it is not tried again at once.
    this.#reviewDueAtMs = now + reviewEveryMs
    checkKinds(tx, failed, now)
    if (!reviewAlerts(tx, now)) this.#reviewDueAtMs = never
  }
}
