import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { AppError } from '../../../../shared/app-error.ts'
import { type ImportPreview, importPreviewSchema } from '../../../../shared/views/imports.ts'
import { transaction } from '../../../db/database.ts'
import { getAccount } from '../../../db/queries/accounts/get-account.ts'
import { listAccounts } from '../../../db/queries/accounts/list-accounts.ts'
import { upsertAccount } from '../../../db/queries/accounts/upsert-account.ts'
import { readAccountImport } from '../../../db/queries/imports/read-account-import.ts'
import { everyScope } from '../../../google/fake/fake-google.ts'
import { openSyncScene, type SyncScene } from '../testing/sync-scene.ts'

let scene: SyncScene
const now = Date.UTC(2026, 10, 23, 9)
const yearMs = 365 * 86_400_000

beforeEach(async () => {
  scene = await openSyncScene(null, false)
})
afterEach(() => scene.close())

/** Mails a month apart, newest first; every third is a promotion, every fourth has the person's label. */
function fill(count: number): string {
  const { mailbox, primary } = scene.google
  const labelId = mailbox.createLabel('Clients/Acme & Sons')
  mailbox.createLabel('Empty')
  for (let number = 0; number < count; number += 1) {
    mailbox.addMessage({
      raw: `From: bob@example.org\r\nSubject: Mail ${number}\r\n\r\nHello Ada, this is number ${number}.`,
      internalDateMs: now - 1000 - number * 30 * 86_400_000,
      labelIds: ['INBOX', ...(number % 3 === 0 ? ['CATEGORY_PROMOTIONS'] : []), ...(number % 4 === 0 ? [labelId] : [])],
    })
  }
  mailbox.addMessage({ raw: 'Subject: Spam\r\n\r\nSpam', labelIds: ['SPAM'] })
  for (let number = 0; number < 5; number += 1)
    primary.addEvent({ summary: `${number}`, start: { date: '2026-11-05' }, end: { date: '2026-11-06' } })
  scene.google.addCalendar({ id: 'busy@example.com', summary: 'Only busy', accessRole: 'freeBusyReader' })
  return labelId
}
function countAtGoogle(sinceMs: number | null, labelId?: string): number {
  return scene.google.mailbox
    .messages()
    .filter(
      ({ labelIds, internalDateMs }) =>
        !labelIds.has('SPAM') &&
        (sinceMs === null || internalDateMs >= sinceMs) &&
        (labelId === undefined || labelIds.has(labelId)),
    ).length
}
function preview(): ImportPreview {
  const { preview: found } = readAccountImport(scene.db, scene.accountId)
  if (found === null) throw new Error('there is no preview')
  return found
}

describe('a preview', () => {
  it('tells exactly what the mailbox holds, by period and label, and what the calendars hold', async () => {
    const labelId = fill(90)
    expect(await scene.run('google_preview')).toMatchObject({ kind: 'completed', result: { mails: 90 } })
    const { mail, calendars } = preview()
    if (mail === null) throw new Error('there is mail')
    expect(mail.periods.map(({ sinceMs }) => sinceMs === null)).toEqual([false, false, false, true])
    expect(mail.total).toBe(90)
    expect(mail.periods.map(({ mails }) => mails)).toEqual(mail.periods.map(({ sinceMs }) => countAtGoogle(sinceMs)))
    const expected = (id: string): number[] => mail.periods.map(({ sinceMs }) => countAtGoogle(sinceMs, id))
    expect(mail.labels).toEqual([
      { id: 'CATEGORY_PROMOTIONS', name: 'Promotions', kind: 'category', mailsByPeriod: expected('CATEGORY_PROMOTIONS') },
      { id: 'CATEGORY_SOCIAL', name: 'Social', kind: 'category', mailsByPeriod: [0, 0, 0, 0] },
      { id: 'CATEGORY_UPDATES', name: 'Updates', kind: 'category', mailsByPeriod: [0, 0, 0, 0] },
      { id: 'CATEGORY_FORUMS', name: 'Forums', kind: 'category', mailsByPeriod: [0, 0, 0, 0] },
      { id: labelId, name: 'Clients/Acme & Sons', kind: 'label', mailsByPeriod: expected(labelId) },
    ])
    expect(mail.oldestMs).toBe(now - 1000 - 89 * 30 * 86_400_000)
    expect(mail.bytesPerMail).toBeGreaterThan(100)
    expect(mail.mailsPerSecond).toBeGreaterThan(0)
    expect(mail.mailsPerSecond).toBeLessThanOrEqual(30)
    expect(calendars).toEqual([expect.objectContaining({ name: 'ada@example.com', isEnabled: true, events: 5 })])
    expect(() => importPreviewSchema.parse(preview())).not.toThrow()
  })

  it('leaves out a label that Gmail does not name, says so, and counts mail that is listed without an id', async () => {
    const labelId = fill(8)
    for (const on of ['labels.list', 'messages.list'] as const) scene.fake.faults.add({ fault: { kind: 'nameless_item' }, on })
    await scene.run('google_preview')
    expect(preview().mail).toMatchObject({ total: 8, labels: expect.arrayContaining([expect.objectContaining({ id: labelId })]) })
    const notices = (): unknown => listAccounts(scene.db)[0]?.notices
    expect(notices()).toEqual([expect.stringContaining('a label without saying which')])
    await scene.run('google_preview')
    expect(notices()).toEqual([])
  })

  it('stores no mail and no event, and leaves the mailbox unread', async () => {
    fill(10)
    await scene.run('google_preview')
    const count = (table: string): unknown => scene.db.prepare(`SELECT count(*) AS count FROM ${table}`).get()
    expect([count('raw_events'), count('sync_cursors'), count('imports')]).toEqual([{ count: 0 }, { count: 0 }, { count: 0 }])
    expect(scene.db.prepare('SELECT external_id AS id FROM calendars ORDER BY id').all()).toEqual([
      { id: 'ada@example.com' },
      { id: 'busy@example.com' },
    ])
    expect(scene.followUps).toEqual([])
    expect(readAccountImport(scene.db, scene.accountId).state).toBe('awaiting_approval')
  })

  it('of a large mailbox asks for ids only, 500 a page, and for a handful of messages', async () => {
    for (let number = 0; number < 1300; number += 1)
      scene.google.mailbox.addMessage({ raw: 'Subject: x\r\n\r\nText', internalDateMs: now - 1000 - number })
    await scene.run('google_preview')
    expect(preview().mail).toMatchObject({ total: 1300 })
    expect(scene.fake.count('messages.list')).toBe(3 + 3)
    expect(scene.fake.count('messages.get')).toBeLessThanOrEqual(21)
  })

  it('killed in the middle goes on where it was, and ends with the same numbers', async () => {
    for (let number = 0; number < 1300; number += 1)
      scene.google.mailbox.addMessage({ raw: 'Subject: x\r\n\r\nText', internalDateMs: now - 1000 - number * 3_600_000 * 24 })
    await expect(scene.run('google_preview', { commitsBeforeDeath: 4 })).rejects.toThrow('killed')
    const listed = scene.fake.count('messages.list')
    await scene.run('google_preview')
    const { mail } = preview()
    expect(mail?.periods.map(({ mails }) => mails)).toEqual(mail?.periods.map(({ sinceMs }) => countAtGoogle(sinceMs)))
    expect(scene.fake.count('messages.list') - listed).toBeLessThan(5)
  })

  it('of an account without mail is about calendars only', async () => {
    const scopes = everyScope.filter((scope) => !scope.includes('gmail'))
    transaction(scene.db, (tx) =>
      upsertAccount(tx, { id: scene.accountId, kind: 'google', email: 'ada@example.com', displayName: 'Ada', scopes, now: 1 }),
    )
    fill(3)
    await scene.run('google_preview')
    expect(preview()).toMatchObject({ mail: null, calendars: [{ events: 5 }] })
    expect(readAccountImport(scene.db, scene.accountId).state).toBe('not_needed')
  })

  it('that was set off by connecting has nothing to do once the account is approved', async () => {
    await scene.close()
    scene = await openSyncScene()
    fill(3)
    expect(await scene.run('google_preview', { reason: 'connect' })).toMatchObject({ result: { mails: 0, requests: 0 } })
    expect(await scene.run('google_preview')).toMatchObject({ result: { mails: 3 } })
  })
})

describe('a preview that fails', () => {
  it('says why and what to do, keeps an earlier one, and is forgotten by the next that works', async () => {
    fill(4)
    await scene.run('google_preview')
    scene.fake.faults.add({ fault: { kind: 'status', reason: 'accessNotConfigured' }, on: 'users.getProfile', times: 1 })
    await expect(scene.run('google_preview')).rejects.toThrow('Google answered 403')
    expect(readAccountImport(scene.db, scene.accountId)).toMatchObject({
      preview: { mail: { total: 4 } },
      previewProblem: expect.stringContaining('Switch on the Google Calendar API and the Gmail API'),
    })
    await scene.run('google_preview')
    expect(readAccountImport(scene.db, scene.accountId)).toMatchObject({ previewProblem: null })
    expect(getAccount(scene.db, scene.accountId)).toMatchObject({ status: 'ok', statusReason: null, lastSyncAt: null })
  })

  it('for want of a network only waits', async () => {
    scene.getAccessToken = () => Promise.reject(new AppError('offline', 'Google cannot be reached.', 'Check the network.'))
    expect(await scene.run('google_preview')).toMatchObject({ kind: 'retry_later' })
    expect(readAccountImport(scene.db, scene.accountId).previewProblem).toBeNull()
  })

  it('on its last attempt tells the trouble', async () => {
    scene.fake.faults.add({
      fault: { kind: 'status', reason: 'backendError', status: 500 },
      on: 'users.getProfile',
      times: Number.POSITIVE_INFINITY,
    })
    await expect(scene.run('google_preview')).rejects.toThrow('Google answered 500')
    expect(readAccountImport(scene.db, scene.accountId).previewProblem).toBeNull()
    await expect(scene.run('google_preview', { attempt: 5 })).rejects.toThrow('Google answered 500')
    expect(readAccountImport(scene.db, scene.accountId).previewProblem).toContain('Google answered 500')
  })
})

it('the periods are years back from now', async () => {
  await scene.run('google_preview')
  const { mail, madeAtMs } = preview()
  expect(mail?.periods.map(({ sinceMs }) => sinceMs && Math.round((madeAtMs - sinceMs) / yearMs))).toEqual([1, 3, 5, null])
})
