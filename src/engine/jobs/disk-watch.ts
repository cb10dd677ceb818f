// Notices a disk that fills up, before nothing can be written any more.
import { statfsSync } from 'node:fs'
import path from 'node:path'
import type { Transaction } from '../db/database.ts'
import { raiseAlert, settleAlert } from './raise-alert.ts'

/** Free bytes for us on the disk that holds a folder; null when nobody can tell. */
export type ReadFreeBytes = (folder: string) => number | null

/** With less free space than this SQLite may soon be unable to write. */
export const lowDiskBytes = 500 * 1024 * 1024

/** Asks the system. */
export const readFreeBytes: ReadFreeBytes = (folder) => {
  try {
    const { bavail, bsize } = statfsSync(folder)
    return bavail * bsize
  } catch {
    // Some network drives cannot tell; that is nothing to stop for.
    return null
  }
}

/** Knows whether the alert is open. */
export class DiskWatch {
  readonly #readFreeBytes: ReadFreeBytes
  #isLow: boolean | null = null

  constructor(read: ReadFreeBytes) {
    this.#readFreeBytes = read
  }

  /** Raises or closes the alert about the disk that the database is on. */
  check(tx: Transaction): void {
    const freeBytes = this.#readFreeBytes(path.dirname(tx.path))
    if (freeBytes === null) return
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
