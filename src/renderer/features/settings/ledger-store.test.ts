import { expect, it } from 'vitest'
import { answered, refusal, refused, scriptedClient } from '../../lib/testing/scripted-client.ts'
import { createLedgerStore } from './ledger-store.ts'

const total = {
  host: 'gmail.googleapis.com',
  purpose: 'reading a message',
  requests: 3,
  failedRequests: 1,
  bytesUp: 300,
  bytesDown: 9_000,
  firstAtMs: 1,
  lastAtMs: 2,
}

it('shows the sums, and keeps them when a later reading is refused', async () => {
  const answers = [answered([total]), refused()]
  const store = createLedgerStore(scriptedClient({ 'ledger.totals': () => answers.shift() ?? refused() }))
  expect(store.getState().totals).toEqual({ kind: 'loading' })
  await store.getState().refresh()
  expect(store.getState().totals).toEqual({ kind: 'ready', value: [total] })
  await store.getState().refresh()
  expect(store.getState().totals).toEqual({ kind: 'error', error: refusal, value: [total] })
})
