import { expect, test } from 'vitest'
import type { Result } from '../../shared/app-error.ts'
import type { AccountImport } from '../../shared/views/imports.ts'
import { createImportsStore } from './imports-store.ts'
import { answered, deferred, refusal, refused, scriptedClient } from './testing/scripted-client.ts'

const waiting: AccountImport = {
  accountId: 'a',
  state: 'awaiting_approval',
  preview: null,
  previewProblem: null,
  choice: null,
  batches: [],
}
const approved: AccountImport = { ...waiting, state: 'approved' }

test('each account has its own answer, and a refused refresh keeps what was known', async () => {
  let isRefusing = false
  const store = createImportsStore(
    scriptedClient({ 'imports.get': ({ accountId }) => (isRefusing ? refused() : answered({ ...waiting, accountId })) }),
  )
  await store.getState().refresh('a')
  await store.getState().refresh('b')
  isRefusing = true
  await store.getState().refresh('b')
  expect(store.getState().byAccount).toEqual({
    a: { kind: 'ready', value: waiting },
    b: { kind: 'error', error: refusal, value: { ...waiting, accountId: 'b' } },
  })
})

test('an answer that was overtaken changes nothing', async () => {
  const first = deferred<Result<AccountImport>>()
  let calls = 0
  const store = createImportsStore(scriptedClient({ 'imports.get': () => (++calls === 1 ? first.promise : answered(approved)) }))
  const early = store.getState().refresh('a')
  await store.getState().refresh('a')
  first.resolve(answered(waiting))
  await early
  expect(store.getState().byAccount).toEqual({ a: { kind: 'ready', value: approved } })
})
