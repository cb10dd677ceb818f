// The syncs on the real runner: what the contract makes of their outcomes, follow-ups and checkpoints.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { systemClock } from '../../clock.ts'
import { transaction } from '../../db/database.ts'
import { updateImport } from '../../db/queries/imports/update-import.ts'
import { getAccount } from '../../db/queries/accounts/get-account.ts'
import { createGoogleCalendarSync } from '../../jobs/processors/google-calendar-sync.ts'
import { createGoogleGmailSync } from '../../jobs/processors/google-gmail-sync.ts'
import { runJob } from '../../jobs/testing/run-job.ts'
import { testDefinition } from '../../jobs/testing/test-definition.ts'
import { approveEverything } from './testing/approve-everything.ts'
import { openSyncScene, type SyncScene } from './testing/sync-scene.ts'

let scene: SyncScene

beforeEach(async () => {
  scene = await openSyncScene()
})
afterEach(() => scene.close())

const bucket = (payload: { accountId: string }): string => `google:${payload.accountId}`
function runCalendarSync() {
  const definition = testDefinition(createGoogleCalendarSync(scene.sessions), { bucket })
  return runJob(scene.db, definition, 'google_calendar_sync', { accountId: scene.accountId, reason: 'person' })
}
function runMailSync() {
  const definition = testDefinition(createGoogleGmailSync(scene.sessions), { bucket })
  return runJob(scene.db, definition, 'google_gmail_sync', { accountId: scene.accountId, reason: 'person' })
}

describe('on the real runner', () => {
  it('a calendar sync completes with its counts and enqueues the next stage', async () => {
    for (let number = 0; number < 300; number += 1)
      scene.google.primary.addEvent({ summary: `${number}`, start: { date: '2026-11-05' }, end: { date: '2026-11-06' } })
    const report = await runCalendarSync()
    expect(report).toMatchObject({
      status: 'completed',
      attempt: 1,
      result: { calendars: 1, stored: 300, unchanged: 0, removed: 0, failedItems: 0, requests: 4 },
      followUps: expect.arrayContaining([{ kind: 'normalize_google_event', payload: { accountId: scene.accountId } }]),
    })
    expect(getAccount(scene.db, scene.accountId)).toMatchObject({ status: 'ok', lastSyncAt: expect.any(Number) })
  })

  it('a mail sync that fails half-way is tried again from where it was', async () => {
    for (let number = 0; number < 120; number += 1) scene.google.mailbox.addMessage({ raw: `Subject: ${number}\r\n\r\nText` })
    scene.fake.faults.add({ fault: { kind: 'status', reason: 'invalidParameter' }, on: 'history.list', times: 2 })
    const report = await runMailSync()
    expect(report).toMatchObject({ status: 'completed', result: { failedItems: 0 } })
    expect(scene.db.prepare('SELECT count(*) AS count FROM raw_events WHERE gone_at IS NULL').get()).toEqual({ count: 120 })
  })

  it('a limit leaves the job queued for its time, with no attempt used up', async () => {
    scene.fake.faults.add({
      fault: { kind: 'status', reason: 'rateLimitExceeded', retryAfterSeconds: 600 },
      on: 'calendarList.list',
    })
    const before = systemClock.now()
    const report = await runCalendarSync()
    expect(report).toMatchObject({ status: 'queued', followUps: [] })
    expect(report.runAtMs).toBeGreaterThan(before + 590_000)
    expect(scene.db.prepare('SELECT scope FROM job_pauses').all()).toEqual([{ scope: `bucket:google:${scene.accountId}` }])
  })

  it('a lost sign-in fails the job at once and raises an alert that says why', async () => {
    scene.getAccessToken = async () => 'refused'
    const report = await runCalendarSync()
    expect(report).toMatchObject({ status: 'failed', attempt: 3, error: expect.stringContaining('Google ended the sign-in.') })
    expect(scene.db.prepare("SELECT kind, subject, message FROM alerts WHERE kind = 'needs_reconnect'").all()).toEqual([
      { kind: 'needs_reconnect', subject: scene.accountId, message: expect.stringContaining('Google ended the sign-in.') },
    ])
  })

  it('mail that is approved while a sync is ending is not left for the next one', async () => {
    scene.google.mailbox.addMessage({ raw: 'Subject: old\r\n\r\nText', internalDateMs: Date.UTC(2020, 0, 1) })
    transaction(scene.db, (tx) => updateImport(tx, 1, { status: 'completed', completedAt: 1 }))
    await runMailSync()
    const sync = createGoogleGmailSync(scene.sessions)
    const definition = testDefinition<'google_gmail_sync'>(async (job, context) => {
      const outcome = await sync(job, context)
      if (job.attempt === 1) approveEverything(scene.db, scene.accountId, 2)
      return outcome
    })
    const report = await runJob(scene.db, definition, 'google_gmail_sync', { accountId: scene.accountId, reason: 'person' })
    expect(report).toMatchObject({ status: 'completed', attempt: 2, result: { stored: 1 } })
  })
})
