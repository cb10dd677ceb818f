// Keeps what a person has chosen.
import type { Settings } from '../../../../shared/settings.ts'
import type { Transaction } from '../../database.ts'
import { readSettings } from './read-settings.ts'

/** Stores the given settings, leaves the others, and answers all of them. */
export function updateSettings(
  tx: Transaction,
  changes: { readonly [Key in keyof Settings]?: Settings[Key] | undefined },
  nowMs: number,
): Settings {
  const upsert = tx.prepare<[string, string, number]>(
    'INSERT INTO settings (key, value, updated_at) VALUES (?, ?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value, updated_at = excluded.updated_at',
  )
  for (const [key, value] of Object.entries(changes)) {
    if (value !== undefined) upsert.run(key, JSON.stringify(value), nowMs)
  }
  return readSettings(tx)
}
