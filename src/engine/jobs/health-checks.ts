// Looks, as figures are written, whether something needs a person: a kind that fails too often, a disk that fills up.
import { statfsSync } from 'node:fs'
import path from 'node:path'
import { jobName } from '../../shared/jobs/job-name.ts'
import type { Transaction } from '../db/database.ts'
import { sumOutcomes } from '../db/queries/jobs/sum-outcomes.ts'
import { raiseAlert, settleAlert } from './raise-alert.ts'

/** A kind is failing when fewer of its jobs than this completed over the last hour. */
export const healthySuccessRate = 0.99
const hourMs = 60 * 60_000
/** With less free space than this SQLite may soon be unable to write. */
const lowDiskBytes = 500 * 1024 * 1024
const diskCheckEveryMs = 5 * 60_000

/** Raises or closes the alert about each of these kinds, by their last hour. `failed` are those that have just failed by their own fault. */
export function checkKinds(tx: Transaction, kinds: Iterable<string>, failed: ReadonlySet<string>, now: number): void {
  for (const kind of kinds) {
    const { completed, failures, lastFailedId } = sumOutcomes(tx, kind, now - hourMs, now)
    const ended = completed + failures
    if (failures === 0 || completed / ended >= healthySuccessRate) {
      settleAlert(tx, 'failing_kind', kind)
      continue
    }
    if (!failed.has(kind)) continue
    raiseAlert(tx, {
      kind: 'failing_kind',
      subject: kind,
      message: `“${jobName(kind)}” failed ${failures} of ${ended} times over the last hour.`,
      cure: 'Open the failed job to see the reason and what to do about it; then retry all that failed for that reason.',
      jobId: lastFailedId,
    })
  }
}

/** Checks the disk now and then: as often as it is asked, but no more than once in five minutes. */
export class DiskWatch {
  #checkedAtMs = Number.NEGATIVE_INFINITY
  #isLow: boolean | null = null

  /** Raises or closes the alert about the disk that the database is on. */
  check(tx: Transaction, now: number): void {
    if (now >= this.#checkedAtMs && now - this.#checkedAtMs < diskCheckEveryMs) return
    this.#checkedAtMs = now
    const { bavail, bsize } = statfsSync(path.dirname(tx.path))
    const freeBytes = bavail * bsize
    if (freeBytes >= lowDiskBytes) {
      // Also the first time: an earlier run of the program may have left the alert open.
      if (this.#isLow !== false) settleAlert(tx, 'low_disk', '')
      this.#isLow = false
      return
    }
    this.#isLow = true
    raiseAlert(tx, {
      kind: 'low_disk',
      subject: '',
      message: `Only ${Math.round(freeBytes / 1024 / 1024)} MB are free on the disk that holds your data.`,
      cure: 'Free some space. Work that cannot be written waits and goes on by itself.',
      jobId: null,
    })
  }
}
