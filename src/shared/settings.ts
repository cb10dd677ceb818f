// What a person can choose, with its defaults; kept in the database so that every thread and the command line agree.
import { z } from 'zod'
import { syncIntervals } from './jobs/sync-interval.ts'

const theme = z.enum(['system', 'light', 'dark'])
const syncEveryMinutes = z.literal([0, ...syncIntervals])
const weekStartsOn = z.int().min(0).max(6)
const addresses = z.array(z.string().max(320)).max(2_000)

/** Every setting. A stored value that no longer fits falls back to its default. */
export const settingsSchema = z.object({
  theme: theme.default('system'),
  syncAtLaunch: z.boolean().default(true),
  /** Minutes between background syncs; 0 while they are switched off, null where their schedules follow something else. */
  syncEveryMinutes: syncEveryMinutes.nullable().default(15),
  keepRunningInTray: z.boolean().default(false),
  notifications: z
    .object({
      needsReconnect: z.boolean().default(true),
      failures: z.boolean().default(false),
    })
    .prefault({}),
  weekStartsOn: weekStartsOn.default(1),
  /** Senders, in lower case, whose pictures are fetched whenever one of their messages is looked at in its own layout. */
  showImagesFrom: addresses.default([]),
})
/** @see settingsSchema */
export type Settings = z.infer<typeof settingsSchema>

/** Settings to be changed: without defaults, which would put back everything that is not named. */
export const settingsChangeSchema = z
  .strictObject({
    theme,
    syncAtLaunch: z.boolean(),
    syncEveryMinutes,
    keepRunningInTray: z.boolean(),
    notifications: z.strictObject({ needsReconnect: z.boolean(), failures: z.boolean() }),
    weekStartsOn,
    showImagesFrom: addresses,
  } satisfies Record<keyof Settings, z.ZodType>)
  .partial()
