// Reads what a person has chosen; what is missing or no longer fits takes its default.
import { type Settings, settingsSchema } from '../../../../shared/settings.ts'
import type { Database } from '../../database.ts'
import { readSyncInterval } from '../jobs/read-sync-interval.ts'

/** All settings. How often the syncs run is what their schedules say. */
export function readSettings(db: Database): Settings {
  const stored = db.prepare<[], { key: string; value: string }>('SELECT key, value FROM settings').all()
  const fitting: Record<string, unknown> = {}
  for (const { key, value } of stored) {
    const field = settingsSchema.shape[key as keyof Settings]
    const parsed = field?.safeParse(JSON.parse(value))
    if (parsed?.success) fitting[key] = parsed.data
  }
  const syncEveryMinutes = readSyncInterval(db)
  return settingsSchema.parse({ ...fitting, ...(syncEveryMinutes === undefined ? {} : { syncEveryMinutes }) })
}
