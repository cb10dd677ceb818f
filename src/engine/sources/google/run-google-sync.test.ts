import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { AppError } from '../../../shared/app-error.ts'
import { transaction } from '../../db/database.ts'
import { getAccount } from '../../db/queries/accounts/get-account.ts'
import { upsertAccount } from '../../db/queries/accounts/upsert-account.ts'
import { everyScope } from '../../google/fake/fake-google.ts'
import { keychainReason } from '../../google/describe-reconnect.ts'
import { openSyncScene, type SyncScene } from './testing/sync-scene.ts'

let scene: SyncScene

beforeEach(async () => {
  scene = await openSyncScene()
})
afterEach(() => scene.close())

function health() {
  const account = getAccount(scene.db, scene.accountId)
  return { status: account?.status, reason: account?.statusReason, waitingUntilMs: account?.waitingUntilAt }
}

describe('how trouble ends a sync', () => {
  it('a limit puts the job off to the time that Google named, and the account waits', async () => {
    scene.fake.faults.add({ fault: { kind: 'retry_after_in_message', status: 429, afterMs: 600_000 }, on: 'history.list' })
    const outcome = await scene.run('google_gmail_sync')
    if (outcome.kind !== 'retry_later') throw new Error(outcome.kind)
    expect(outcome.atMs - scene.clock.now()).toBeGreaterThan(599_000)
    expect(outcome.atMs - scene.clock.now()).toBeLessThan(601_000)
    expect(health()).toEqual({ status: 'waiting', reason: 'Google asked to slow down.', waitingUntilMs: outcome.atMs })
    scene.clock.advance(601_000)
    expect(await scene.run('google_gmail_sync')).toMatchObject({ kind: 'completed' })
    expect(health()).toEqual({ status: 'ok', reason: null, waitingUntilMs: null })
  })

  it('while mail waits for Google, calendars do not ask either: the limit is that of the account', async () => {
    scene.fake.faults.add({ fault: { kind: 'retry_after_in_message', status: 429, afterMs: 600_000 }, on: 'users.getProfile' })
    await scene.run('google_gmail_sync')
    const before = scene.fake.count()
    expect(await scene.run('google_calendar_sync')).toMatchObject({ kind: 'retry_later' })
    expect(scene.fake.count()).toBe(before)
  })

  it.each(['google_calendar_sync', 'google_gmail_sync'] as const)(
    'without a network %s waits, says so on the account, and raises no alarm: it is put off and uses up no attempt',
    async (kind) => {
      const { getAccessToken } = scene
      scene.getAccessToken = () => Promise.reject(new AppError('offline', 'Google cannot be reached.', 'Check the network.'))
      const outcome = await scene.run(kind)
      expect(outcome).toEqual({ kind: 'retry_later', reason: 'Waiting for the network.', atMs: expect.any(Number) })
      expect(health()).toEqual({ status: 'waiting', reason: 'Waiting for the network.', waitingUntilMs: null })
      scene.getAccessToken = getAccessToken
      expect(await scene.run(kind)).toMatchObject({ kind: 'completed' })
      expect(health()).toEqual({ status: 'ok', reason: null, waitingUntilMs: null })
    },
  )

  it('waiting does not hide that a person is needed', async () => {
    const { getAccessToken } = scene
    scene.getAccessToken = async () => 'refused'
    await expect(scene.run('google_calendar_sync', { attempt: 5 })).rejects.toMatchObject({ name: 'PermanentError' })
    scene.getAccessToken = () => Promise.reject(new AppError('offline', 'Google cannot be reached.', 'Check the network.'))
    expect(await scene.run('google_gmail_sync')).toMatchObject({ kind: 'retry_later' })
    expect(health()).toMatchObject({ status: 'needs_reconnect' })
    scene.getAccessToken = getAccessToken
  })

  it('a permission that was not given needs a person, and says which boxes to tick', async () => {
    scene.getAccessToken = async () =>
      scene.fake.oauth.issueAccessToken(
        scene.google.email,
        everyScope.filter((scope) => !scope.includes('gmail')),
      )
    await expect(scene.run('google_gmail_sync')).rejects.toMatchObject({
      name: 'PermanentError',
      hint: 'Connect the account again in Settings.',
    })
    expect(health()).toMatchObject({ status: 'needs_reconnect', reason: expect.stringContaining('every box ticked') })
    expect(await scene.run('google_calendar_sync')).toMatchObject({ kind: 'completed' })
    expect(health()).toMatchObject({ status: 'needs_reconnect' })
  })

  it('a keychain that does not answer needs a person, and not one failed job after the other', async () => {
    scene.getAccessToken = () =>
      Promise.reject(new AppError('keychain_unavailable', 'The keychain does not answer.', 'Unlock it.'))
    await expect(scene.run('google_calendar_sync')).rejects.toMatchObject({ cause: { kind: 'needs_reconnect' } })
    expect(health()).toEqual({ status: 'needs_reconnect', reason: keychainReason, waitingUntilMs: null })
  })

  it('a token that is refused to the last attempt needs a person', async () => {
    scene.getAccessToken = async () => 'refused'
    await expect(scene.run('google_calendar_sync')).rejects.toMatchObject({ verdict: { kind: 'renew_token' } })
    expect(health()).toMatchObject({ status: 'ok' })
    await expect(scene.run('google_calendar_sync', { attempt: 5 })).rejects.toMatchObject({ name: 'PermanentError' })
    expect(health()).toMatchObject({ status: 'needs_reconnect', reason: expect.stringContaining('Google ended the sign-in.') })
  })

  it('connecting again makes the account well, and keeps what was synced', async () => {
    scene.google.primary.addEvent({ summary: 'Kept', start: { date: '2026-11-05' }, end: { date: '2026-11-06' } })
    await scene.run('google_calendar_sync')
    scene.getAccessToken = async () => 'refused'
    await expect(scene.run('google_calendar_sync', { attempt: 5 })).rejects.toThrow('Google ended the sign-in.')
    transaction(scene.db, (tx) =>
      upsertAccount(tx, {
        id: scene.accountId,
        kind: 'google',
        email: scene.google.email,
        displayName: 'Ada',
        scopes: everyScope,
        now: scene.clock.now(),
      }),
    )
    scene.getAccessToken = async () => scene.fake.oauth.issueAccessToken(scene.google.email, everyScope)
    expect(health()).toEqual({ status: 'ok', reason: null, waitingUntilMs: null })
    expect(await scene.run('google_calendar_sync')).toMatchObject({ kind: 'completed', result: { stored: 0, requests: 2 } })
  })

  it('an API that is switched off in the project ends the job with what to do', async () => {
    scene.fake.faults.add({ fault: { kind: 'status', reason: 'accessNotConfigured' }, on: 'calendarList.list' })
    await expect(scene.run('google_calendar_sync')).rejects.toMatchObject({
      name: 'PermanentError',
      hint: expect.stringContaining('Switch on the Google Calendar API'),
    })
    expect(health()).toMatchObject({ status: 'failed' })
  })

  it('an account that was removed meanwhile ends the job', async () => {
    scene.db.prepare('DELETE FROM accounts').run()
    await expect(scene.run('google_calendar_sync')).rejects.toMatchObject({ name: 'PermanentError' })
  })

  it('notes when the account was last in sync', async () => {
    await scene.run('google_calendar_sync')
    expect(getAccount(scene.db, scene.accountId)?.lastSyncAt).toBeGreaterThan(Date.UTC(2026, 10, 23, 9))
  })
})

describe('the sign-in that ended', () => {
  it.each([
    ['probably in "Testing"', 10, 'still in "Testing"'],
    ['one that was good after the seventh day', 40, 'password was changed'],
    ['one that was not used for long', 200, 'six months'],
  ])('names the likely cause: %s', async (_name, days, expected) => {
    const { getAccessToken } = scene
    scene.clock.advance(8 * 86_400_000)
    if (days === 40) await scene.run('google_calendar_sync')
    scene.clock.advance((days - 8) * 86_400_000)
    scene.getAccessToken = async () => 'refused'
    await expect(scene.run('google_gmail_sync', { attempt: 5 })).rejects.toThrow(expected)
    scene.getAccessToken = getAccessToken
  })
})
