import { beforeEach, expect, test } from 'vitest'
import { createConnectStore } from './connect-store.ts'
import { useNavigation } from './navigation-store.ts'
import { answered, deferred, refused, scriptedClient } from './testing/scripted-client.ts'

const form = { clientId: ' id.apps.example.com ', clientSecret: ' secret ', scopes: ['calendar' as const] }
const typed = { clientId: 'id.apps.example.com', clientSecret: 'secret' }
const failure = { kind: 'failed', message: 'Refused', hint: 'Allow it.' } as const

beforeEach(() => useNavigation.setState({ overlay: null, connectAccountId: null }))

test('waits for the browser, then tells what came of it', async () => {
  const client = scriptedClient({ 'accounts.connectGoogle': () => answered({}) })
  const store = createConnectStore(client)
  await store.getState().connect(form)
  expect(store.getState()).toMatchObject({ accountId: null, phase: { kind: 'waiting_for_browser' } })
  expect(client.calls).toEqual([{ channel: 'accounts.connectGoogle', input: { ...typed, scopes: ['calendar'] } }])
  store.getState().receive({ kind: 'connected', accountId: 'a', email: 'ada@example.com' })
  expect(store.getState().phase).toEqual({ kind: 'connected', accountId: 'a', email: 'ada@example.com' })
})

test('an outcome that arrives before the answer to the call is not overwritten', async () => {
  const store = createConnectStore(
    scriptedClient({
      'accounts.connectGoogle': () => {
        store.getState().receive(failure)
        return answered({})
      },
    }),
  )
  await store.getState().connect(form)
  expect(store.getState().phase).toEqual(failure)
})

test('a refused call is a failure, a cancelled one leads back to the start', async () => {
  const store = createConnectStore(
    scriptedClient({
      'accounts.connectGoogle': refused,
      'accounts.reconnect': refused,
      'accounts.cancelConnect': () => answered({}),
    }),
  )
  const refusedPhase = { kind: 'failed', message: 'The reader is not there.', hint: 'Try again.' }
  await store.getState().connect(form)
  expect(store.getState().phase).toEqual(refusedPhase)
  store.getState().receive({ kind: 'cancelled' })
  expect(store.getState().phase).toEqual({ kind: 'idle' })
  await store.getState().reconnect('google:1')
  expect(store.getState().phase).toEqual(refusedPhase)
  await store.getState().cancel()
  expect(store.getState().phase).toEqual({ kind: 'idle' })
})

test('reconnecting needs nothing but the account, and its reason stays with that account', async () => {
  const client = scriptedClient({ 'accounts.reconnect': () => answered({ needsClient: false }) })
  const store = createConnectStore(client)
  await store.getState().reconnect('google:1')
  expect(store.getState()).toMatchObject({ accountId: 'google:1', phase: { kind: 'waiting_for_browser' } })
  store.getState().receive(failure)
  expect(store.getState()).toMatchObject({ accountId: 'google:1', phase: failure })
  expect(client.calls).toEqual([{ channel: 'accounts.reconnect', input: { accountId: 'google:1' } }])
  expect(useNavigation.getState().overlay).toBeNull()
})

test('where no client is kept the dialog asks for it, and goes on with it', async () => {
  const client = scriptedClient({ 'accounts.reconnect': (input) => answered({ needsClient: input.client === undefined }) })
  const store = createConnectStore(client)
  await store.getState().reconnect('google:1')
  expect(store.getState().phase).toEqual({ kind: 'idle' })
  expect(useNavigation.getState()).toMatchObject({ overlay: 'connect', connectAccountId: 'google:1' })
  await store.getState().reconnect('google:1', form)
  expect(store.getState()).toMatchObject({ accountId: 'google:1', phase: { kind: 'waiting_for_browser' } })
  expect(client.calls.at(-1)).toEqual({ channel: 'accounts.reconnect', input: { accountId: 'google:1', client: typed } })
})

test('a late answer to what was given up changes nothing', async () => {
  const late = deferred<ReturnType<typeof refused>>()
  const store = createConnectStore(
    scriptedClient({
      'accounts.reconnect': ({ accountId }) => (accountId === 'google:1' ? late.promise : answered({ needsClient: false })),
      'accounts.cancelConnect': () => answered({}),
    }),
  )
  const first = store.getState().reconnect('google:1')
  await store.getState().cancel()
  const second = store.getState().reconnect('google:2')
  late.resolve(refused())
  await Promise.all([first, second])
  expect(store.getState()).toMatchObject({ accountId: 'google:2', phase: { kind: 'waiting_for_browser' } })
})
