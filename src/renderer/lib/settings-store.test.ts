import { expect, test } from 'vitest'
import { settingsSchema } from '../../shared/settings.ts'
import { createSettingsStore } from './settings-store.ts'
import { answered, deferred, refusal, scriptedClient } from './testing/scripted-client.ts'
import type { Result } from '../../shared/app-error.ts'
import type { Settings } from '../../shared/settings.ts'

const defaults = settingsSchema.parse({})

test('a choice is shown before the app has answered, and stays when it agrees', async () => {
  const answer = deferred<Result<Settings>>()
  const store = createSettingsStore(
    scriptedClient({ 'settings.get': () => answered(defaults), 'settings.update': () => answer.promise }),
  )
  await store.getState().refresh()
  const updating = store.getState().update({ theme: 'dark' })
  expect(store.getState().settings).toEqual({ kind: 'ready', value: { ...defaults, theme: 'dark' } })
  answer.resolve(answered({ ...defaults, theme: 'dark', weekStartsOn: 0 }))
  await updating
  expect(store.getState().settings).toEqual({ kind: 'ready', value: { ...defaults, theme: 'dark', weekStartsOn: 0 } })
})

test('a refused choice is taken back', async () => {
  const client = scriptedClient({
    'settings.get': () => answered(defaults),
    'settings.update': () => ({ ok: false, error: refusal }),
  })
  const store = createSettingsStore(client)
  await store.getState().refresh()
  await store.getState().update({ theme: 'dark' })
  expect(store.getState().settings).toEqual({ kind: 'ready', value: defaults })
})
