import { afterEach, beforeEach, expect, it } from 'vitest'
import { transaction } from '../../db/database.ts'
import { addSentRequests } from '../../db/queries/sent-requests/add-sent-requests.ts'
import { pageSentRequests } from '../../db/queries/sent-requests/page-sent-requests.ts'
import { createTestDatabase, type TestDatabase } from '../../db/testing/test-database.ts'
import { listMetrics } from '../../db/queries/jobs/list-metrics.ts'
import { addJobMetrics } from '../../db/queries/jobs/add-job-metrics.ts'
import { createTestClock } from '../../testing/test-clock.ts'
import { runJob } from '../testing/run-job.ts'
import { testDefinition } from '../testing/test-definition.ts'
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

it('removes old jobs behind one that was made while the clock was ahead, and lets that one age from now', async () => {
  const { db } = workspace
  const now = Date.UTC(2026, 10, 23)
  const add = db.prepare(`
    INSERT INTO jobs (kind, status, priority, lane, run_at, max_attempts, created_at, finished_at, payload)
    VALUES ('embed', 'completed', 2, 'embed||', 0, 1, ?, ?, '{}')
  `)
  const old = now - keptDays.completed * 86_400_000 - 1
  const ahead = now + 365 * 86_400_000
  for (const atMs of [old, ahead, old]) add.run(atMs, atMs)
  transaction(db, (tx) => addJobMetrics(tx, { minuteAt: ahead, kind: 'embed', completed: 1, failed: 0, wait: {}, run: {} }))
  const clock = createTestClock(now)
  const report = await runJob(db, testDefinition(prune), 'prune', {}, { clock })
  expect(report).toMatchObject({ status: 'completed', result: { removedJobs: 2 } })
  const ages = (): unknown => db.prepare("SELECT id, finished_at AS finishedAt FROM jobs WHERE kind = 'embed'").all()
  expect(ages()).toEqual([{ id: 2, finishedAt: now }])
  expect(listMetrics(db, ahead, ahead).total.completed).toBe(0)
  clock.advance(keptDays.completed * 86_400_000 + 1)
  await runJob(db, testDefinition(prune), 'prune', {}, { clock })
  expect(ages()).toEqual([])
})
