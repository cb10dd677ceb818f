// Keeps one account under Google's limits: every job that talks to Google for it takes from the same bucket.
import type { Clock } from '../clock.ts'
import { pauseUntil } from './pause.ts'

/**
 * What requests cost, in Gmail's quota units. Gmail allows 15,000 a minute and user; Calendar allows 600 requests a minute and user,
 * which fit into the same bucket at 20 units each.
 * @see https://developers.google.com/workspace/gmail/api/reference/quota
 * @see https://developers.google.com/workspace/calendar/api/guides/quota
 */
export const quotaUnits = {
  calendarRequest: 20,
  mailProfile: 1,
  mailHistory: 2,
  mailList: 5,
  mailGet: 5,
  mailSendAs: 5,
  mailLabels: 1,
} as const

/** Planned spending: 9,000 units a minute, and with {@link burstUnits} at most 10,500 in any one. */
export const googleUnitsPerSecond = 150
/** What may be spent at once after a rest. */
const burstUnits = 1500

/** A token bucket in quota units. First come, first served. */
export class QuotaBucket {
  readonly #clock: Clock
  readonly #unitsPerSecond: number | null
  /** Below zero: reserved by those who wait. */
  #units = burstUnits
  #filledAtMs: number
  #closedUntilMs = 0
  #heldUntilMs = 0

  /** `unitsPerSecond` is null for a stand-in without limits of its own. */
  constructor(clock: Clock, unitsPerSecond: number | null) {
    this.#clock = clock
    this.#unitsPerSecond = unitsPerSecond
    this.#filledAtMs = clock.now()
  }

  /** Until when nobody may ask at all, because Google said so; 0 when it did not. */
  get closedUntilMs(): number {
    return this.#closedUntilMs
  }

  /** Closes the bucket until Google wants to hear from us again. */
  closeUntil(atMs: number): void {
    this.#closedUntilMs = Math.max(this.#closedUntilMs, atMs)
  }

  /** Lets nobody ask before a time that is near enough to be waited for; who waits already waits on. */
  holdUntil(atMs: number): void {
    this.#heldUntilMs = Math.max(this.#heldUntilMs, atMs)
  }

  /** Resolves when `units` may be spent; rejects with the signal's reason. */
  async take(units: number, signal: AbortSignal): Promise<void> {
    while (this.#heldUntilMs > this.#clock.now()) await pauseUntil(this.#clock, this.#heldUntilMs, signal)
    if (this.#unitsPerSecond === null) return
    this.#fill(this.#unitsPerSecond)
    this.#units -= units
    if (this.#units >= 0) return
    await pauseUntil(this.#clock, this.#clock.now() + Math.ceil((-this.#units / this.#unitsPerSecond) * 1000), signal)
  }

  #fill(unitsPerSecond: number): void {
    const nowMs = this.#clock.now()
    // A clock that was set back fills nothing, and takes nothing away.
    const gained = (Math.max(0, nowMs - this.#filledAtMs) / 1000) * unitsPerSecond
    this.#units = Math.min(burstUnits, this.#units + gained)
    this.#filledAtMs = nowMs
  }
}
