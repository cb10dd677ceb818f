// Remembers which version of the normalizer made the occurrences, and how far ahead series were laid out.
import type { Database, Transaction } from '../../database.ts'
import { readStoredValue, writeStoredValue } from '../settings/stored-value.ts'

const key = 'occurrences_made'

/** How the occurrences were made. */
export interface OccurrencesMade {
  readonly version: number
  /** Series were laid out up to this time, ms since the epoch. */
  readonly untilMs: number
}

/** Null when nothing was made yet, or by a program that did not remember it. */
export function readOccurrencesMade(db: Database): OccurrencesMade | null {
  return readStoredValue(db, key) as OccurrencesMade | null
}

/** Remembers it from now on. */
export function writeOccurrencesMade(tx: Transaction, made: OccurrencesMade, nowMs: number): void {
  writeStoredValue(tx, key, made, nowMs)
}

/** Whether there is any occurrence. */
export function hasOccurrences(db: Database): boolean {
  return db.prepare('SELECT 1 FROM calendar_events LIMIT 1').get() !== undefined
}
