import { afterEach, beforeEach, expect, it } from 'vitest'
import type { SentRequest } from '../shared/views/ledger.ts'
import { createTestDatabase, type TestDatabase } from './db/testing/test-database.ts'
import { transaction } from './db/database.ts'
import { listRequestTotals } from './db/queries/sent-requests/list-request-totals.ts'
import { pageSentRequests } from './db/queries/sent-requests/page-sent-requests.ts'
import { pruneSentRequests } from './db/queries/sent-requests/prune-sent-requests.ts'
import { createTestClock, type TestClock } from './testing/test-clock.ts'
import { silentLogger } from './logger.ts'
import { RequestLedger } from './request-ledger.ts'

let workspace: TestDatabase
let clock: TestClock
let ledger: RequestLedger
let writes: number

beforeEach(() => {
  workspace = createTestDatabase()
  clock = createTestClock(1_000_000)
  writes = 0
  ledger = new RequestLedger({ db: workspace.db, clock, logger: silentLogger, onWritten: () => (writes += 1) })
})
afterEach(() => workspace.dispose())

function request(change: Partial<SentRequest> = {}): SentRequest {
  return {
    atMs: 1_000_000,
    host: 'gmail.googleapis.com',
    purpose: 'reading a message',
    status: 200,
    bytesUp: 100,
    bytesDown: 5_000,
    ...change,
  }
}

function kept(): number[] {
  return pageSentRequests(workspace.db, { cursor: null, limit: 500 }).items.map(({ atMs }) => atMs)
}

it('writes what was told within a second, all at once', () => {
  ledger.record(request())
  ledger.record(request({ atMs: 1_000_400 }))
  expect([kept(), writes]).toEqual([[], 0])
  clock.advance(1_000)
  expect([kept(), writes]).toEqual([[1_000_400, 1_000_000], 1])
})

it('writes much in slices, and what is left when it is closed', () => {
  ledger.record(...Array.from({ length: 600 }, (_, index) => request({ atMs: index })))
  ledger.close()
  expect([pageSentRequests(workspace.db, { cursor: null, limit: 1 }).total, writes]).toEqual([600, 6])
})

it('keeps what could not be written, and tries again', () => {
  workspace.db.sqlite.pragma('query_only = on')
  ledger.record(request())
  clock.advance(1_000)
  expect([kept(), writes]).toEqual([[], 0])
  workspace.db.sqlite.pragma('query_only = off')
  clock.advance(1_000)
  expect([kept(), writes]).toEqual([[1_000_000], 1])
})

it('sums up by host and purpose, and knows what failed', () => {
  ledger.record(
    request(),
    request({ atMs: 1_000_200, bytesDown: 1 }),
    request({ atMs: 1_000_300, status: 429, bytesDown: 10 }),
    request({ atMs: 1_000_100, status: null, bytesDown: 0 }),
    request({ host: 'oauth2.googleapis.com', purpose: 'renewing a sign-in', bytesUp: 7, bytesDown: 8 }),
  )
  ledger.close()
  expect(listRequestTotals(workspace.db)).toEqual([
    {
      host: 'gmail.googleapis.com',
      purpose: 'reading a message',
      requests: 4,
      failedRequests: 2,
      bytesUp: 400,
      bytesDown: 5_011,
      firstAtMs: 1_000_000,
      lastAtMs: 1_000_300,
    },
    {
      host: 'oauth2.googleapis.com',
      purpose: 'renewing a sign-in',
      requests: 1,
      failedRequests: 0,
      bytesUp: 7,
      bytesDown: 8,
      firstAtMs: 1_000_000,
      lastAtMs: 1_000_000,
    },
  ])
})

it('is read page by page, newest first, also while more is entered', () => {
  ledger.record(...[1, 2, 3, 4, 5].map((atMs) => request({ atMs })))
  ledger.close()
  const first = pageSentRequests(workspace.db, { cursor: null, limit: 2 })
  ledger.record(request({ atMs: 6 }))
  ledger.close()
  const second = pageSentRequests(workspace.db, { cursor: first.nextCursor, limit: 2 })
  const third = pageSentRequests(workspace.db, { cursor: second.nextCursor, limit: 2 })
  expect([first, second, third].map(({ items, total }) => [items.map(({ atMs }) => atMs), total])).toEqual([
    [[5, 4], 5],
    [[3, 2], 6],
    [[1], 6],
  ])
  expect(third.nextCursor).toBeNull()
})

it('forgets single requests of long ago, never their sums', () => {
  ledger.record(...[1, 2, 3, 50, 4, 60].map((atMs) => request({ atMs })))
  ledger.close()
  const prune = (): number => transaction(workspace.db, (tx) => pruneSentRequests(tx, 40, 2))
  expect([prune(), prune(), prune()]).toEqual([2, 1, 0])
  expect([kept(), pageSentRequests(workspace.db, { cursor: null, limit: 1 }).total]).toEqual([[60, 4, 50], 3])
  expect(listRequestTotals(workspace.db)[0]?.requests).toBe(6)
})
