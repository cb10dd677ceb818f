import { afterEach, beforeEach, expect, it } from 'vitest'
import { transaction } from '../../db/database.ts'
import { addSentRequests } from '../../db/queries/sent-requests/add-sent-requests.ts'
import { pageSentRequests } from '../../db/queries/sent-requests/page-sent-requests.ts'
import { createTestDatabase, type TestDatabase } from '../../db/testing.ts'
import { createTestClock, runJob, testDefinition } from '../testing.ts'
import { keptDays, prune } from './prune.ts'

let workspace: TestDatabase

beforeEach(() => {
  workspace = createTestDatabase()
})
afterEach(() => workspace.dispose())

it('forgets single requests of the ledger after 90 days, however many they are', async () => {
  const { db } = workspace
  const now = Date.UTC(2026, 10, 23)
  const request = { host: 'gmail.googleapis.com', purpose: 'reading a message', status: 200, bytesUp: 1, bytesDown: 1 }
  const borderMs = now - keptDays.requests * 86_400_000
  const times = [...Array.from({ length: 600 }, (_, index) => borderMs - 600 + index), borderMs, now]
  transaction(db, (tx) =>
    addSentRequests(
      tx,
      times.map((atMs) => ({ ...request, atMs })),
    ),
  )
  const report = await runJob(db, testDefinition(prune), 'prune', {}, { clock: createTestClock(now) })
  expect(report).toMatchObject({ status: 'completed', result: { removedJobs: 0 } })
  const { items, total } = pageSentRequests(db, { cursor: null, limit: 500 })
  expect([items.map(({ atMs }) => atMs), total]).toEqual([[now, borderMs], 2])
})
