import { setImmediate as nextTurn } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { listAccounts } from '../../db/queries/accounts/list-accounts.ts'
import { getAccount } from '../../db/queries/accounts/get-account.ts'
import type { Operation } from '../../google/fake/operations.ts'
import type { GmailMessage } from '../../google/gmail-requests.ts'
import { openSyncScene, type SyncScene } from '../../sources/google/testing/sync-scene.ts'

let scene: SyncScene

beforeEach(async () => {
  scene = await openSyncScene()
})
afterEach(() => scene.close())

interface StoredMail {
  readonly id: string
  readonly isGone: boolean
  readonly message: GmailMessage
}

function storedMail(): StoredMail[] {
  return scene.db
    .prepare<[], { id: string; goneAt: number | null; payload: Buffer }>(
      "SELECT external_id AS id, gone_at AS goneAt, payload FROM raw_events JOIN raw_payloads ON raw_event_id = id WHERE source = 'google_email' ORDER BY external_id",
    )
    .all()
    .map(({ id, goneAt, payload }) => ({
      id,
      isGone: goneAt !== null,
      message: JSON.parse(payload.toString('utf8')) as GmailMessage,
    }))
}

/** Ids and labels of everything people have, here and at Google. */
function held(): string[] {
  return storedMail()
    .filter((mail) => !mail.isGone)
    .map(({ id, message }) => `${id} ${message.labelIds.join(' ')}`)
    .sort()
}
function heldByGoogle(): string[] {
  return scene.google.mailbox
    .messages()
    .filter(({ labelIds }) => !labelIds.has('TRASH') && !labelIds.has('SPAM'))
    .map(({ id, labelIds }) => `${id} ${[...labelIds].sort().join(' ')}`)
    .sort()
}

function addMail(count: number, labelIds?: readonly string[]): string[] {
  return Array.from({ length: count }, (_, number) =>
    scene.google.mailbox.addMessage({
      raw: `From: Bob <bob@example.org>\r\nTo: ada@example.com\r\nSubject: Mail ${number}\r\nMessage-ID: <${number}@example.org>\r\n\r\nHello Ada, this is number ${number}.\r\n`,
      ...(labelIds ? { labelIds } : {}),
    }),
  )
}
async function sync() {
  const outcome = await scene.run('google_gmail_sync')
  if (outcome.kind !== 'completed') throw new Error(`not completed: ${outcome.kind}`)
  return outcome.result
}
function requestsOf(operation: 'messages.get' | 'messages.list' | 'history.list' | 'users.getProfile' | 'sendAs.list'): string[] {
  return scene.fake.log.filter((entry) => entry.operation === operation).map((entry) => entry.url)
}
function ownAddresses(): readonly string[] | undefined {
  return getAccount(scene.db, scene.accountId)?.ownAddresses
}
function tables(): unknown[] {
  return [
    scene.db.prepare('SELECT * FROM raw_events JOIN raw_payloads ON raw_event_id = id ORDER BY id').all(),
    scene.db.prepare('SELECT * FROM sync_cursors').all(),
  ]
}
function failures(): unknown[] {
  return scene.db.prepare('SELECT subject_key AS id, reason, attempts, is_parked AS isParked FROM item_failures').all()
}

describe('a first mail sync', () => {
  it('stores all mail but spam and trash as Gmail tells it, and sets off its normalization', async () => {
    const [first] = addMail(3)
    addMail(1, ['SPAM'])
    addMail(1, ['TRASH'])
    expect(await sync()).toEqual({ stored: 3, unchanged: 0, removed: 0, failedItems: 0, requests: 7 })
    expect(held()).toEqual(heldByGoogle())
    expect(storedMail().find((mail) => mail.id === first)?.message).toMatchObject({
      threadId: first,
      labelIds: ['INBOX', 'UNREAD'],
      internalDate: expect.stringMatching(/^\d+$/),
      payload: { headers: expect.arrayContaining([{ name: 'Subject', value: 'Mail 0' }]), body: { data: expect.any(String) } },
    })
    expect(scene.followUps).toEqual([{ kind: 'normalize_google_email', payload: { accountId: scene.accountId } }])
  })

  it('pins the place in the history before it lists, so that mail that comes meanwhile is found', async () => {
    addMail(30)
    scene.fake.faults.add({ fault: { kind: 'latency', delayMs: 20 }, on: 'messages.get', times: 1 })
    const running = scene.run('google_gmail_sync')
    const listed = async (): Promise<void> => {
      if (requestsOf('messages.list').length === 0) await nextTurn().then(listed)
    }
    await Promise.race([listed(), running])
    addMail(1)
    await running
    expect(requestsOf('users.getProfile').length).toBe(1)
    expect(scene.fake.log.findIndex((entry) => entry.operation === 'users.getProfile')).toBeLessThan(
      scene.fake.log.findIndex((entry) => entry.operation === 'messages.list'),
    )
    expect(held()).toEqual(heldByGoogle())
    expect(held().length).toBe(31)
  })

  it("learns the person's own addresses", async () => {
    await scene.close()
    scene = await openSyncScene()
    Object.assign(scene.google.settings, { sendAs: [{ email: 'Ada@Work.example.com', displayName: 'Ada' }] })
    await sync()
    expect(ownAddresses()).toEqual(['ada@example.com', 'ada@work.example.com'])
  })

  it("addresses seen in Sent are the person's own, and stay so after a new baseline; those of drafts and of others are not", async () => {
    const send = (from: string, ...labelIds: string[]): unknown =>
      scene.google.mailbox.addMessage({ raw: `From: ${from}\r\nTo: bob@example.org\r\nSubject: Hi\r\n\r\nHi`, labelIds })
    send('Ada <Ada@Old-Job.example.com>', 'SENT')
    send('nobody@example.com', 'SENT', 'DRAFT')
    send('bob@example.org', 'INBOX')
    await sync()
    expect(ownAddresses()).toEqual(['ada@example.com', 'ada@old-job.example.com'])
    scene.db.prepare("UPDATE sync_cursors SET fingerprint = 'of an earlier version'").run()
    await sync()
    expect(ownAddresses()).toEqual(['ada@example.com', 'ada@old-job.example.com'])
  })

  it("mails to an address that is learnt later are told anew as the person's own", async () => {
    const directions = (): unknown =>
      scene.db.prepare("SELECT title, direction FROM interactions WHERE kind = 'email' ORDER BY title").all()
    const mail = (headers: string, ...labelIds: string[]): unknown =>
      scene.google.mailbox.addMessage({ raw: `${headers}\r\n\r\nHi`, labelIds })
    mail('From: bob@example.org\r\nTo: ada@old-job.example.com\r\nSubject: A', 'INBOX')
    mail('From: bob@example.org\r\nTo: ada@new.example.com\r\nSubject: B', 'INBOX')
    await sync()
    await scene.run('normalize_google_email')
    expect(directions()).toMatchObject([{ direction: 'none' }, { direction: 'none' }])
    mail('From: ada@old-job.example.com\r\nTo: bob@example.org\r\nSubject: C', 'SENT')
    Object.assign(scene.google.settings, { sendAs: [{ email: 'ada@new.example.com', displayName: 'Ada' }] })
    scene.clock.advance(86_400_000)
    await sync()
    await scene.run('normalize_google_email')
    expect(directions()).toEqual([
      { title: 'A', direction: 'inbound' },
      { title: 'B', direction: 'inbound' },
      { title: 'C', direction: 'outbound' },
    ])
  })

  it('an alias that was added at Gmail later is learnt within a day, at one request a day', async () => {
    await sync()
    Object.assign(scene.google.settings, { sendAs: [{ email: 'ada@new.example.com', displayName: 'Ada' }] })
    await sync()
    expect([ownAddresses(), requestsOf('sendAs.list').length]).toEqual([['ada@example.com'], 1])
    scene.clock.advance(86_400_000)
    await sync()
    await sync()
    expect([ownAddresses(), requestsOf('sendAs.list').length]).toEqual([['ada@example.com', 'ada@new.example.com'], 2])
  })

  it('goes on from the page and message it died at: nothing that was stored is fetched twice', async () => {
    addMail(1200)
    await expect(scene.run('google_gmail_sync', { commitsBeforeDeath: 40 })).rejects.toThrow('killed')
    const stored = held().length
    expect(stored).toBeGreaterThan(500)
    const fetched = requestsOf('messages.get').length
    expect(await sync()).toMatchObject({ stored: 1200 - stored, unchanged: 0, removed: 0, failedItems: 0 })
    expect(held()).toEqual(heldByGoogle())
    expect(requestsOf('messages.get').length - fetched).toBe(1200 - stored)
    expect(requestsOf('users.getProfile').length).toBe(1)
  })

  it('survives empty pages and ids that come twice', async () => {
    addMail(20)
    scene.fake.faults.add(
      { fault: { kind: 'empty_page' }, on: 'messages.list', times: 2 },
      { fault: { kind: 'duplicate_items' }, on: 'messages.list', times: 1 },
    )
    expect(await sync()).toMatchObject({ stored: 20, unchanged: 0 })
    expect(held()).toEqual(heldByGoogle())
  })

  it('passes over a message that vanishes between list and fetch', async () => {
    const [first] = addMail(3)
    scene.fake.faults.add({
      fault: { kind: 'status', reason: 'notFound' },
      on: 'messages.get',
      urlIncludes: first ?? '',
      times: 1,
    })
    expect(await sync()).toMatchObject({ stored: 2, failedItems: 0 })
    expect(failures()).toEqual([])
  })

  it('an empty mailbox needs no second full sync', async () => {
    await sync()
    expect(await sync()).toMatchObject({ requests: 1 })
  })
})

describe('an incremental mail sync', () => {
  it('costs one request when nothing changed, and writes nothing', async () => {
    addMail(10)
    await sync()
    const before = tables()
    scene.followUps.length = 0
    expect(await sync()).toEqual({ stored: 0, unchanged: 0, removed: 0, failedItems: 0, requests: 1 })
    expect(tables()).toEqual(before)
    expect(scene.followUps).toEqual([])
  })

  it('brings new mail, label changes, trash, spam and deletions through', async () => {
    const [read, starred, trashed, spammed, deleted] = addMail(6) as [string, string, string, string, string]
    await sync()
    const { mailbox } = scene.google
    mailbox.removeLabels(read, ['UNREAD'])
    mailbox.addLabels(starred, ['STARRED', 'IMPORTANT'])
    mailbox.trash(trashed)
    mailbox.markSpam(spammed)
    mailbox.deleteMessage(deleted)
    addMail(2)
    expect(await sync()).toEqual({ stored: 4, unchanged: 0, removed: 3, failedItems: 0, requests: 3 })
    expect(held()).toEqual(heldByGoogle())
    mailbox.untrash(trashed)
    mailbox.removeLabels(spammed, ['SPAM'])
    await sync()
    expect(held()).toEqual(heldByGoogle())
  })

  it('label changes cost no request for each message', async () => {
    const ids = addMail(50)
    await sync()
    for (const id of ids) scene.google.mailbox.removeLabels(id, ['UNREAD'])
    expect(await sync()).toMatchObject({ stored: 50, requests: 1 })
    expect(held()).toEqual(heldByGoogle())
  })

  it('fetches mail that comes out of spam, and none that goes there', async () => {
    const [spam] = addMail(1, ['SPAM'])
    await sync()
    addMail(1, ['SPAM'])
    expect(await sync()).toMatchObject({ stored: 0, requests: 1 })
    scene.google.mailbox.removeLabels(spam ?? '', ['SPAM'])
    scene.google.mailbox.addLabels(spam ?? '', ['INBOX'])
    expect(await sync()).toMatchObject({ stored: 1, requests: 2 })
    expect(held()).toEqual(heldByGoogle())
  })

  it('keeps history ids as they are: beyond 2^53 no number holds them', async () => {
    addMail(1)
    await sync()
    const cursor = scene.db
      .prepare<[], { cursor: string }>("SELECT cursor FROM sync_cursors WHERE scope = 'mailbox'")
      .get()?.cursor
    expect(cursor).toBe(scene.google.mailbox.historyId.toString())
    expect(String(Number(cursor))).not.toBe(cursor)
  })

  it('goes on after dying in the middle of a long history, and its pages may come without history', async () => {
    const ids = addMail(700)
    await sync()
    for (const id of ids) scene.google.mailbox.addLabels(id, ['STARRED'])
    addMail(10)
    scene.fake.faults.add({ fault: { kind: 'empty_page' }, on: 'history.list', times: 1 })
    await expect(scene.run('google_gmail_sync', { commitsBeforeDeath: 20 })).rejects.toThrow('killed')
    await sync()
    expect(held()).toEqual(heldByGoogle())
  })
})

describe('recovery of the mailbox', () => {
  it('404: takes a new snapshot, asks known mail only for its labels, and marks what has vanished', async () => {
    const [relabelled, deleted] = addMail(30) as [string, string]
    await sync()
    const { mailbox } = scene.google
    mailbox.addLabels(relabelled, ['STARRED'])
    mailbox.deleteMessage(deleted)
    mailbox.expireHistory()
    addMail(2)
    const before = requestsOf('messages.get').length
    expect(await sync()).toMatchObject({ stored: 3, removed: 1, failedItems: 0 })
    expect(held()).toEqual(heldByGoogle())
    expect(
      requestsOf('messages.get')
        .slice(before)
        .filter((url) => url.includes('format=minimal')).length,
    ).toBe(29)
  })

  it('happens at most once in a run: a second refusal surfaces', async () => {
    addMail(3)
    await sync()
    scene.fake.faults.add({ fault: { kind: 'expired_cursor' }, on: 'history.list', times: Number.POSITIVE_INFINITY })
    await expect(scene.run('google_gmail_sync')).rejects.toThrow('Google answered 404')
    expect(requestsOf('history.list').length).toBe(3)
    scene.fake.faults.clear()
    await sync()
    expect(held()).toEqual(heldByGoogle())
  })

  it('mail that went to the bin while the history was lost comes back with the labels it has then', async () => {
    const [mail] = addMail(2) as [string]
    await sync()
    const { mailbox } = scene.google
    mailbox.trash(mail)
    mailbox.removeLabels(mail, ['UNREAD'])
    mailbox.expireHistory()
    await sync()
    expect(held()).toEqual(heldByGoogle())
    mailbox.untrash(mail)
    await sync()
    expect(held()).toEqual(heldByGoogle())
  })

  it('does not believe a snapshot that lists little of what is known, until a second one an hour later says the same', async () => {
    const ids = addMail(30)
    await sync()
    for (const id of ids.slice(4)) scene.google.mailbox.deleteMessage(id)
    scene.google.mailbox.expireHistory()
    const notices = (): string[] => listAccounts(scene.db).flatMap((account) => account.notices)
    expect(await sync()).toMatchObject({ removed: 0 })
    expect([held().length, notices()]).toEqual([30, [expect.stringContaining('only 4 of the 30 items known of your mailbox')]])
    expect(await sync()).toMatchObject({ removed: 0 })
    expect(held().length).toBe(30)
    scene.clock.advance(3_600_000)
    expect(await sync()).toMatchObject({ removed: 26 })
    expect([held(), notices()]).toEqual([heldByGoogle(), []])
  })

  it('does not sweep after a snapshot that was cut short', async () => {
    addMail(700)
    await sync()
    scene.google.mailbox.expireHistory()
    await expect(scene.run('google_gmail_sync', { commitsBeforeDeath: 30 })).rejects.toThrow('killed')
    expect(held()).toEqual(heldByGoogle())
    await sync()
    expect(held()).toEqual(heldByGoogle())
  })
})

describe('an odd step of the history', () => {
  it('is listed as failed, and keeps neither the others nor later syncs from being read', async () => {
    await sync()
    addMail(3)
    scene.fake.faults.add({ fault: { kind: 'nameless_item' }, on: 'history.list' })
    expect(await sync()).toMatchObject({ stored: 2, failedItems: 1 })
    expect(failures()).toEqual([expect.objectContaining({ id: 'history', isParked: 0 })])
    addMail(1)
    expect(await sync()).toMatchObject({ stored: 1, failedItems: 0 })
  })
})

describe('an odd item', () => {
  const oneNameless = (on: Operation): void => scene.fake.faults.add({ fault: { kind: 'nameless_item' }, on })

  it('in the list of mail is listed as failed and looked for again, and the rest arrives', async () => {
    addMail(3)
    oneNameless('messages.list')
    expect(await sync()).toMatchObject({ stored: 2, failedItems: 1 })
    expect(failures()).toEqual([{ id: 'listing', reason: 'Google listed mail without saying which.', attempts: 1, isParked: 0 }])
    expect(await sync()).toMatchObject({ stored: 1, failedItems: 0 })
    expect(failures()).toEqual([])
    expect(held()).toEqual(heldByGoogle())
    expect(await sync()).toMatchObject({ requests: 1 })
  })

  it('in the list of mail takes nothing away that is here, and is parked when it comes time and again', async () => {
    addMail(3)
    await sync()
    scene.db.prepare("UPDATE sync_cursors SET fingerprint = 'of an earlier version' WHERE scope = 'mailbox'").run()
    scene.fake.faults.add({ fault: { kind: 'nameless_item' }, on: 'messages.list', times: Number.POSITIVE_INFINITY })
    for (let run = 0; run < 3; run += 1) expect(await sync()).toMatchObject({ removed: 0, failedItems: 1 })
    expect(failures()).toEqual([expect.objectContaining({ id: 'listing', attempts: 3, isParked: 1 })])
    expect(await sync()).toMatchObject({ failedItems: 0, requests: 1 })
    expect(held()).toEqual(heldByGoogle())
  })

  it('among the messages is listed as failed with its reason, and read by the next sync', async () => {
    addMail(3)
    oneNameless('messages.get')
    expect(await sync()).toMatchObject({ stored: 2, failedItems: 1 })
    expect(failures()).toEqual([expect.objectContaining({ reason: expect.stringContaining('a message that cannot be read') })])
    expect(await sync()).toMatchObject({ stored: 1, failedItems: 0 })
    expect(failures()).toEqual([])
    expect(held()).toEqual(heldByGoogle())
  })

  it('among the own addresses is left out and told of on the account, until it can be read', async () => {
    oneNameless('sendAs.list')
    addMail(1)
    expect(await sync()).toMatchObject({ stored: 1, failedItems: 0 })
    const notices = (): unknown => listAccounts(scene.db)[0]?.notices
    expect(notices()).toEqual([expect.stringContaining('one of your own addresses')])
    scene.clock.advance(24 * 3_600_000)
    await sync()
    expect(notices()).toEqual([])
  })
})

it('another fingerprint of what is asked of mail means a new baseline', async () => {
  addMail(30)
  await sync()
  scene.db.prepare("UPDATE sync_cursors SET fingerprint = 'of an earlier version' WHERE scope = 'mailbox'").run()
  const before = requestsOf('messages.list').length
  await sync()
  expect(requestsOf('messages.list').length).toBe(before + 1)
  expect(held()).toEqual(heldByGoogle())
  expect(await sync()).toMatchObject({ requests: 1 })
})

describe('mail that cannot be had', () => {
  it('is set aside with its reason, retried by later runs, and stops nothing else', async () => {
    const [bad] = addMail(60) as [string]
    scene.fake.faults.add({
      fault: { kind: 'status', reason: 'backendError' },
      on: 'messages.get',
      urlIncludes: `/${bad}?`,
      times: Number.POSITIVE_INFINITY,
    })
    expect(await sync()).toMatchObject({ stored: 59, failedItems: 1 })
    const reason = 'Google answered 500 (backendError) while reading a message.'
    expect(failures()).toEqual([{ id: bad, reason, attempts: 1, isParked: 0 }])
    scene.fake.faults.clear()
    expect(await sync()).toMatchObject({ stored: 1, failedItems: 0, requests: 2 })
    expect(failures()).toEqual([])
    expect(held()).toEqual(heldByGoogle())
  })

  it('is never parked for trouble that passes', async () => {
    const [late] = addMail(2) as [string]
    const on = 'messages.get'
    const fault = { kind: 'status', reason: 'backendError' } as const
    scene.fake.faults.add({ fault, on, urlIncludes: `/${late}?`, times: Number.POSITIVE_INFINITY })
    for (let run = 0; run < 4; run += 1) await sync()
    expect(failures()).toEqual([expect.objectContaining({ id: late, attempts: 4, isParked: 0 })])
    scene.fake.faults.clear()
    expect(await sync()).toMatchObject({ stored: 1 })
  })

  it('is parked after three identical failures and not asked for again', async () => {
    const [bad] = addMail(2) as [string]
    scene.fake.faults.add({
      fault: { kind: 'status', reason: 'forbidden' },
      on: 'messages.get',
      urlIncludes: `/${bad}?`,
      times: Number.POSITIVE_INFINITY,
    })
    for (let run = 0; run < 3; run += 1) await sync()
    expect(failures()).toEqual([expect.objectContaining({ id: bad, attempts: 3, isParked: 1 })])
    expect(await sync()).toMatchObject({ failedItems: 0, requests: 1 })
  })
})
