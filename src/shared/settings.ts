// What a person can choose, with its defaults; kept in the database so that every thread and the command line agree.
import { z } from 'zod'

/** Every setting. A stored value that no longer fits falls back to its default. */
export const settingsSchema = z.object({
  theme: z.enum(['system', 'light', 'dark']).default('system'),
  syncAtLaunch: z.boolean().default(true),
  /** Minutes between background syncs; 0 switches them off. */
  syncEveryMinutes: z.int().min(0).max(1440).default(15),
  keepRunningInTray: z.boolean().default(false),
  notifications: z.object({
    needsReconnect: z.boolean().default(true),
    failures: z.boolean().default(false),
  }).prefault({}),
  weekStartsOn: z.int().min(0).max(6).default(1),
  hiddenCalendarIds: z.array(z.int().positive()).default([]),
})
/** @see settingsSchema */
export type Settings = z.infer<typeof settingsSchema>
