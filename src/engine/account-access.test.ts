import { afterEach, beforeEach, expect, it } from 'vitest'
import type { SentRequest } from '../shared/views/ledger.ts'
import { createAccountAccess } from './account-access.ts'
import { systemClock } from './clock.ts'
import { transaction } from './db/database.ts'
import { upsertAccount } from './db/queries/accounts/upsert-account.ts'
import { createTestDatabase, type TestDatabase } from './db/testing/test-database.ts'
import { ensureSampleAccount, sampleAccountId, SampleWorkspace } from './sources/sample/sample-account.ts'

let workspace: TestDatabase
let sample: SampleWorkspace

beforeEach(() => {
  workspace = createTestDatabase()
  sample = new SampleWorkspace(workspace.db, systemClock)
})
afterEach(() => {
  sample.close()
  workspace.dispose()
})

it('has the requests of Google accounts told to the ledger, and none of the sample workspace, which stays on this computer', async () => {
  const { db } = workspace
  transaction(db, (tx) => {
    const account = { kind: 'google', email: 'ada@example.com', displayName: 'Ada', scopes: [], now: 1 } as const
    upsertAccount(tx, { id: 'google:1', ...account })
    ensureSampleAccount(tx, systemClock.now())
  })
  const onSent = (_request: SentRequest): void => undefined
  const host = { getAccessToken: async () => ({ ok: true, value: { token: 'a', expiresAtMs: 1 } }) as const }
  const access = createAccountAccess({ db, host, googleOrigin: null, sample, onSent })
  expect((await access.forAccount('google:1')).onSent).toBe(onSent)
  const sampleAccess = await access.forAccount(sampleAccountId)
  expect([sampleAccess.onSent, sampleAccess.fetch === undefined]).toEqual([undefined, false])
}, 60_000)
