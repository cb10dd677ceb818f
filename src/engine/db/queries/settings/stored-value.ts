// The one way to a value of the settings table: beside what a person has chosen, it keeps what the program has to remember of itself.
import type { Database, Transaction } from '../../database.ts'

/** The value under a key, as it was written; null when there is none. */
export function readStoredValue(db: Database, key: string): unknown {
  const stored = db.prepare<[string], string>('SELECT value FROM settings WHERE key = ?').pluck().get(key)
  return stored === undefined ? null : JSON.parse(stored)
}

/** Writes a value under a key, instead of the one before. */
export function writeStoredValue(tx: Transaction, key: string, value: unknown, nowMs: number): void {
  tx.prepare<[string, string, number]>(
    'INSERT INTO settings (key, value, updated_at) VALUES (?, ?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value, updated_at = excluded.updated_at',
  ).run(key, JSON.stringify(value), nowMs)
}
