// Remembers which version of the normalizer made the occurrences, and how far ahead series were laid out.
import type { Database, Transaction } from '../../database.ts'

const key = 'occurrences_made'

/** How the occurrences were made. */
export interface OccurrencesMade {
  readonly version: number
  /** Series were laid out up to this time, ms since the epoch. */
  readonly untilMs: number
}

/** Null when nothing was made yet, or by a program that did not remember it. */
export function readOccurrencesMade(db: Database): OccurrencesMade | null {
  const row = db.prepare<[string], { value: string }>('SELECT value FROM settings WHERE key = ?').get(key)
  return row ? (JSON.parse(row.value) as OccurrencesMade) : null
}

/** Remembers it from now on. */
export function writeOccurrencesMade(tx: Transaction, made: OccurrencesMade, nowMs: number): void {
  tx.prepare<[string, string, number]>(
    'INSERT INTO settings (key, value, updated_at) VALUES (?, ?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value, updated_at = excluded.updated_at',
  ).run(key, JSON.stringify(made), nowMs)
}

/** Whether there is any occurrence. */
export function hasOccurrences(db: Database): boolean {
  return db.prepare('SELECT 1 FROM calendar_events LIMIT 1').get() !== undefined
}
