// The whole pipeline through a storm: one request in five fails, cursors expire, the process is killed. It ends like a calm one.
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { afterEach, expect, it } from 'vitest'
import { systemClock } from './clock.ts'
import { transaction } from './db/database.ts'
import { upsertAccount } from './db/queries/accounts/upsert-account.ts'
import { computeDigest } from './db/queries/digest/compute-digest.ts'
import { databasePathIn, openDatabase } from './db/open.ts'
import type { FakeAccount } from './google/fake/fake-account.ts'
import { createFakeGoogle, everyScope, type FakeGoogle } from './google/fake/fake-google.ts'
import type { Fault, FaultRule } from './google/fake/faults.ts'
import { serveFakeGoogle } from './google/fake/serve.ts'
import { approveEverything } from './sources/google/testing/approve-everything.ts'

const isLong = process.env['OMNICRM_TEST_LONG'] === '1'
const mails = isLong ? 5_000 : 100
const events = isLong ? 3_000 : 80
/** Before the cursors expire, and after. */
const kills = isLong ? [5, 5] : [1, 1]
const child = fileURLToPath(new URL('testing/google-chaos-child.ts', import.meta.url))

/** Limits are short, because here the time is real. */
const faults: readonly Fault[] = [
  { kind: 'status', reason: 'backendError', status: 500 },
  { kind: 'html', status: 502 },
  { kind: 'status', reason: 'backendError', status: 503 },
  { kind: 'connection_reset' },
  { kind: 'truncated_body', keepBytes: 20 },
  { kind: 'half_json' },
  { kind: 'status', reason: 'authError' },
  { kind: 'status', reason: 'rateLimitExceeded', status: 429, retryAfterSeconds: 1 },
  { kind: 'retry_after_in_message', status: 403, afterMs: 500 },
]
const lists = ['messages.list', 'events.list', 'history.list'] as const
const times = Number.POSITIVE_INFINITY
/** Odd pages of lists, a cursor of each kind that is lost in the middle of a run, and faults that together strike one request in five. */
const storm: readonly FaultRule[] = [
  { fault: { kind: 'expired_cursor' }, on: 'history.list', skip: 1 },
  { fault: { kind: 'expired_cursor' }, on: 'events.list', skip: 2 },
  { fault: { kind: 'empty_page' }, on: lists, probability: 0.15, times },
  { fault: { kind: 'duplicate_items' }, on: lists, probability: 0.15, times },
  ...faults.map((fault, index) => ({ fault, probability: 0.2 / (faults.length - index * 0.2), times })),
]

interface World {
  readonly fake: FakeGoogle
  readonly google: FakeAccount
  readonly databasePath: string
  /** Runs the program to its end, killing it each time Google has been asked so many times more; half-way its token ends, and is renewed. */
  run(killEvery: number, kills: number): Promise<void>
  close(): Promise<void>
}

const worlds: World[] = []
afterEach(async () => {
  for (const world of worlds.splice(0)) await world.close()
})

async function openWorld(): Promise<World> {
  const folder = mkdtempSync(path.join(tmpdir(), 'omnicrm-chaos-'))
  const databasePath = databasePathIn(folder)
  const fake = createFakeGoogle({ clock: systemClock })
  const google = fake.addAccount({ email: 'ada@example.com', displayName: 'Ada', timeZone: 'Europe/Berlin' })
  const served = await serveFakeGoogle(fake)
  const db = openDatabase(databasePath)
  const account = { kind: 'google', email: google.email, displayName: 'Ada', scopes: everyScope, now: 1 } as const
  transaction(db, (tx) => upsertAccount(tx, { id: 'google:ada', ...account }))
  approveEverything(db, 'google:ada', 1)
  db.close()
  const world: World = {
    fake,
    google,
    databasePath,
    async run(killEvery, killsLeft) {
      const asked = fake.count()
      const running = fork(child, [databasePath, served.origin], { execArgv: [] })
      running.on('message', () => running.connected && running.send(fake.oauth.issueAccessToken(google.email, everyScope)))
      let isTokenGood = true
      const ended = once(running, 'exit')
      const untilAsked = async (): Promise<boolean> => {
        while (running.exitCode === null) {
          if (isTokenGood && fake.count() - asked >= killEvery / 2) {
            fake.oauth.expireAccessTokens()
            isTokenGood = false
          }
          if (fake.count() - asked >= killEvery) return true
          await sleep(5)
        }
        return false
      }
      if (killsLeft > 0 && (await untilAsked())) {
        running.kill('SIGKILL')
        await ended
        return world.run(killEvery, killsLeft - 1)
      }
      const [code] = (await ended) as [number | null]
      expect(code).toBe(0)
    },
    async close() {
      await served.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
  worlds.push(world)
  fill(google)
  return world
}

function fill({ mailbox, primary }: FakeAccount): void {
  for (let number = 0; number < mails; number += 1) {
    const other = `Person ${number % 40} <person${number % 40}@example.org>`
    const [from, to] = number % 3 === 0 ? ['Ada <ada@example.com>', other] : [other, 'Ada <ada@example.com>']
    mailbox.addMessage({
      raw: `From: ${from}\r\nTo: ${to}\r\nMessage-ID: <${number}@example.org>\r\nSubject: Mail ${number}\r\n\r\nText ${number}`,
      internalDateMs: Date.UTC(2026, 0, 1) + number * 60_000,
    })
  }
  for (let number = 0; number < events; number += 1) {
    const start = { date: `2026-03-${String(1 + (number % 28)).padStart(2, '0')}` }
    const attendees = [{ email: `person${number % 40}@example.org` }]
    primary.addEvent({ summary: `Event ${number}`, start, end: start, attendees }, Date.UTC(2026, 0, 1))
  }
}

/** What happens at Google while nobody syncs for long. */
function letTimePass({ mailbox, primary }: FakeAccount): void {
  const [first, second] = mailbox.messages()
  mailbox.deleteMessage(first?.id ?? '')
  mailbox.trash(second?.id ?? '')
  const [event, other] = primary.liveEvents()
  primary.cancelEvent(event?.id ?? '', Date.UTC(2026, 1, 1))
  primary.editEvent(other?.id ?? '', { summary: 'Renamed' }, Date.UTC(2026, 1, 1))
  mailbox.expireHistory()
  primary.expireSyncTokens()
}

function read(world: World) {
  const db = openDatabase(world.databasePath)
  try {
    const { digest } = computeDigest(db)
    const jobs = db
      .prepare<[], { status: string; count: number }>('SELECT status, count(*) AS count FROM jobs GROUP BY status')
      .all()
    const { failedItems } =
      db.prepare<[], { failedItems: number }>('SELECT count(*) AS failedItems FROM item_failures').get() ?? {}
    const { live } = db.prepare<[], { live: number }>('SELECT count(*) AS live FROM raw_events WHERE gone_at IS NULL').get() ?? {}
    return { digest, jobs, failedItems, live }
  } finally {
    db.close()
  }
}

it(
  `${mails} mails and ${events} events through faults, lost cursors and ${kills[0]} + ${kills[1]} kills are those of a calm sync`,
  async () => {
    const calm = await openWorld()
    const stormy = await openWorld()
    stormy.fake.faults.add(...storm)
    const figures: object[] = []
    for (const count of kills) {
      const before = calm.fake.count()
      const startedAt = performance.now()
      await calm.run(0, 0)
      const calmMs = performance.now() - startedAt
      const requests = calm.fake.count() - before
      await stormy.run(Math.floor(requests / (count + 1)), count)
      figures.push({ requests, calmMs, stormyMs: performance.now() - startedAt - calmMs })
      for (const world of [calm, stormy]) letTimePass(world.google)
    }
    for (const world of [calm, stormy]) await world.run(0, 0)

    const after = read(stormy)
    const struck = stormy.fake.log.filter((entry) => entry.fault !== null).length
    if (isLong) console.info(JSON.stringify({ figures, after, struck, calm: calm.fake.count(), stormy: stormy.fake.count() }))
    expect(after.digest).toBe(read(calm).digest)
    expect([after.failedItems, after.live]).toEqual([0, read(calm).live])
    const total = after.jobs.reduce((sum, { count }) => sum + count, 0)
    const completed = after.jobs.find(({ status }) => status === 'completed')?.count ?? 0
    expect(completed / total).toBeGreaterThanOrEqual(0.99)
    expect(struck).toBeGreaterThan(mails * 0.2)
    // The history that the storm has lost once more costs a look at every message.
    expect(stormy.fake.count()).toBeLessThanOrEqual(1.5 * calm.fake.count() + struck + mails)
  },
  isLong ? 3_000_000 : 180_000,
)
