// One request in five fails, cursors expire and the process dies again and again: the result is that of a calm sync.
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Fault, FaultRule } from '../../google/fake/faults.ts'
import { openSyncScene, type SyncScene } from './testing/sync-scene.ts'

const mails = 700
const events = 600

let calm: SyncScene
let stormy: SyncScene

beforeEach(async () => {
  calm = await openSyncScene()
  stormy = await openSyncScene()
  for (const { google } of [calm, stormy]) {
    for (let number = 0; number < mails; number += 1) {
      google.mailbox.addMessage({
        raw: `From: bob@example.org\r\nSubject: Mail ${number}\r\n\r\nText ${number}`,
        internalDateMs: Date.UTC(2026, 0, 1) + number,
      })
    }
    const start = { date: '2026-11-05' }
    for (let number = 0; number < events; number += 1)
      google.primary.addEvent({ summary: `Event ${number}`, start, end: { date: '2026-11-06' } }, Date.UTC(2026, 0, 1))
  }
})
afterEach(() => Promise.all([calm.close(), stormy.close()]))

const faults: readonly Fault[] = [
  { kind: 'status', reason: 'backendError', status: 500 },
  { kind: 'html', status: 502 },
  { kind: 'status', reason: 'backendError', status: 503 },
  { kind: 'connection_reset' },
  { kind: 'truncated_body', keepBytes: 20 },
  { kind: 'half_json' },
  { kind: 'status', reason: 'authError' },
  { kind: 'status', reason: 'rateLimitExceeded', status: 429, retryAfterSeconds: 2 },
  { kind: 'status', reason: 'userRateLimitExceeded' },
  { kind: 'retry_after_in_message', status: 403, afterMs: 30_000 },
]

/** Together they strike one request in five. */
const storm: readonly FaultRule[] = faults.map((fault, index) => ({
  fault,
  probability: 0.2 / (faults.length - index * 0.2),
  times: Number.POSITIVE_INFINITY,
}))

function stored(scene: SyncScene): unknown[] {
  return scene.db
    .prepare(
      'SELECT source, container, external_id AS id, content_hash AS hash, gone_at IS NULL AS isHere FROM raw_events ORDER BY 1, 2, 3',
    )
    .all()
}

/** Runs a sync as the runner would: put off, tried again, killed ten times on the way. */
async function weather(scene: SyncScene, kind: 'google_calendar_sync' | 'google_gmail_sync', deaths: number): Promise<number> {
  let failures = 0
  for (let attempts = 0; attempts < 500; attempts += 1) {
    try {
      const outcome = await scene.run(kind, attempts < deaths ? { commitsBeforeDeath: 1 + attempts } : {})
      if (outcome.kind === 'completed') return failures
      scene.clock.advance(Math.max(0, outcome.atMs - scene.clock.now()))
    } catch (error) {
      if (!(error instanceof Error && error.message === 'killed')) failures += 1
    }
  }
  throw new Error('the storm never ended')
}

it('a sync through a storm ends like a calm one, with no more requests than it needs', async () => {
  for (const kind of ['google_calendar_sync', 'google_gmail_sync'] as const) await weather(calm, kind, 0)
  stormy.fake.faults.add(...storm)
  let failures = 0
  for (const kind of ['google_calendar_sync', 'google_gmail_sync'] as const) failures += await weather(stormy, kind, 10)
  expect(stored(stormy)).toEqual(stored(calm))
  expect(stormy.db.prepare('SELECT count(*) AS count FROM item_failures').get()).toEqual({ count: 0 })
  const struck = stormy.fake.log.filter((entry) => entry.fault !== null).length
  expect(struck).toBeGreaterThan(mails * 0.2)
  expect(stormy.fake.count()).toBeLessThanOrEqual(1.5 * calm.fake.count() + struck)
  expect(failures).toBeLessThan(5)

  const [gone] = stormy.google.mailbox.messages()
  for (const { google } of [calm, stormy]) {
    google.mailbox.deleteMessage(gone?.id ?? '')
    google.mailbox.expireHistory()
    google.primary.expireSyncTokens()
  }
  for (const scene of [calm, stormy])
    for (const kind of ['google_calendar_sync', 'google_gmail_sync'] as const)
      await weather(scene, kind, scene === stormy ? 10 : 0)
  expect(stored(stormy)).toEqual(stored(calm))
}, 120_000)
