import { describe, expect, it } from 'vitest'
import { settingsChangeSchema, settingsSchema } from './settings.ts'

describe('settings', () => {
  it('have a default each', () => {
    expect(settingsSchema.parse({})).toEqual({
      theme: 'system',
      syncAtLaunch: true,
      syncEveryMinutes: 15,
      keepRunningInTray: false,
      notifications: { needsReconnect: true, failures: false },
      weekStartsOn: 1,
      showImagesFrom: [],
    })
  })

  it('change only where they are named', () => {
    expect(settingsChangeSchema.parse({ theme: 'dark' })).toEqual({ theme: 'dark' })
  })
})
