import { expect, test } from 'vitest'
import { answered, refused, scriptedClient } from '../../lib/testing/scripted-client.ts'
import { createConnectStore } from './connect-store.ts'

const form = { clientId: ' id.apps.example.com ', clientSecret: ' secret ', scopes: ['calendar' as const] }

test('waits for the browser, then tells what came of it', async () => {
  const client = scriptedClient({ 'accounts.connectGoogle': () => answered({}) })
  const store = createConnectStore(client)
  await store.getState().connect(form)
  expect(store.getState().phase).toEqual({ kind: 'waiting_for_browser' })
  expect(client.calls).toEqual([
    {
      channel: 'accounts.connectGoogle',
      input: { clientId: 'id.apps.example.com', clientSecret: 'secret', scopes: ['calendar'] },
    },
  ])
  store.getState().receive({ kind: 'connected', accountId: 'a', email: 'ada@example.com' })
  expect(store.getState().phase).toEqual({ kind: 'connected', accountId: 'a', email: 'ada@example.com' })
})

test('an outcome that arrives before the answer to the call is not overwritten', async () => {
  const store = createConnectStore(
    scriptedClient({
      'accounts.connectGoogle': () => {
        store.getState().receive({ kind: 'failed', message: 'Refused', hint: 'Allow it.' })
        return answered({})
      },
    }),
  )
  await store.getState().connect(form)
  expect(store.getState().phase).toEqual({ kind: 'failed', message: 'Refused', hint: 'Allow it.' })
})

test('a refused call is a failure, a cancelled one leads back to the form', async () => {
  const store = createConnectStore(
    scriptedClient({ 'accounts.connectGoogle': refused, 'accounts.cancelConnect': () => answered({}) }),
  )
  await store.getState().connect(form)
  expect(store.getState().phase).toEqual({ kind: 'failed', message: 'The reader is not there.', hint: 'Try again.' })
  store.getState().receive({ kind: 'cancelled' })
  expect(store.getState().phase).toEqual({ kind: 'form' })
  await store.getState().cancel()
  expect(store.getState().phase).toEqual({ kind: 'form' })
})
