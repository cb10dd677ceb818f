// Keeps what a person has chosen.
import type { Settings } from '../../../../shared/settings.ts'
import type { Transaction } from '../../database.ts'
import { readSettings } from './read-settings.ts'
import { writeStoredValue } from './stored-value.ts'

/** Stores the given settings, leaves the others, and answers all of them. */
export function updateSettings(
  tx: Transaction,
  changes: { readonly [Key in keyof Settings]?: Settings[Key] | undefined },
  nowMs: number,
): Settings {
  for (const [key, value] of Object.entries(changes)) {
    if (value !== undefined) writeStoredValue(tx, key, value, nowMs)
  }
  return readSettings(tx)
}
