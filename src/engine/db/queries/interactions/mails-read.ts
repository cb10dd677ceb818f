// Remembers which version of the normalizer read the mails.
import type { Database, Transaction } from '../../database.ts'

const key = 'mails_read'

/** Null when none was read yet, or by a program that did not remember it. */
export function readMailsVersion(db: Database): number | null {
  const row = db.prepare<[string], { value: string }>('SELECT value FROM settings WHERE key = ?').get(key)
  return row ? (JSON.parse(row.value) as number) : null
}

/** Remembers it from now on. */
export function writeMailsVersion(tx: Transaction, version: number, nowMs: number): void {
  tx.prepare<[string, string, number]>(
    'INSERT INTO settings (key, value, updated_at) VALUES (?, ?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value, updated_at = excluded.updated_at',
  ).run(key, JSON.stringify(version), nowMs)
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
