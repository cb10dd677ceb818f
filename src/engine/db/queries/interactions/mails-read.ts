// Remembers which version of the normalizer read the mails.
import type { Database, Transaction } from '../../database.ts'
import { readStoredValue, writeStoredValue } from '../settings/stored-value.ts'

const key = 'mails_read'

/** Null when none was read yet, or by a program that did not remember it. */
export function readMailsVersion(db: Database): number | null {
  return readStoredValue(db, key) as number | null
}

/** Remembers it from now on. */
export function writeMailsVersion(tx: Transaction, version: number, nowMs: number): void {
  writeStoredValue(tx, key, version, nowMs)
}

/** Whether there is any mail. */
export function hasMails(db: Database): boolean {
  return (
    db
      .prepare(
        `SELECT 1 FROM accounts WHERE EXISTS (
           SELECT 1 FROM interactions WHERE interactions.account_id = accounts.id AND interactions.kind = 'email') LIMIT 1`,
      )
      .get() !== undefined
  )
}
