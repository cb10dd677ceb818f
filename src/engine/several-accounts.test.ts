// Several Google accounts of one person, synced side by side on the real runner.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { AppError } from '../shared/app-error.ts'
import type { TimelineFilter } from '../shared/views/timeline.ts'
import { systemClock } from './clock.ts'
import { syncAccounts } from './commands/sync-accounts.ts'
import { transaction } from './db/database.ts'
import { listAccounts } from './db/queries/accounts/list-accounts.ts'
import { upsertAccount } from './db/queries/accounts/upsert-account.ts'
import { accountCommands } from './commands/account-commands.ts'
import { getEvent } from './db/queries/calendar/get-event.ts'
import { listEvents } from './db/queries/calendar/list-events.ts'
import { listAccountCalendars } from './db/queries/calendars/list-account-calendars.ts'
import { computeDigest } from './db/queries/digest/compute-digest.ts'
import { walkInteractions } from './db/queries/export/walk-interactions.ts'
import { walkRawMails } from './db/queries/export/walk-raw-events.ts'
import { findByWords, findRecent } from './db/queries/search/find-by-words.ts'
import type { SearchFilter } from './db/queries/search/search-conditions.ts'
import { getInteraction } from './db/queries/timeline/get-interaction.ts'
import { pageTimeline } from './db/queries/timeline/page-timeline.ts'
import { silentLogger } from './logger.ts'
import { RequestLedger } from './request-ledger.ts'
import { ensureFilesAccount, filesAccountId } from './sources/files/files-account.ts'
import { SampleWorkspace } from './sources/sample/sample-account.ts'
import type { EventInput } from './google/fake/calendar-resources.ts'
import type { FakeAccount } from './google/fake/fake-account.ts'
import { createFakeGoogle, everyScope, type FakeGoogle } from './google/fake/fake-google.ts'
import { type ServedFakeGoogle, serveFakeGoogle } from './google/fake/serve.ts'
import { createGoogleSessions } from './google/google-sessions.ts'
import { createTestQueue, type TestQueue } from './jobs/testing/test-queue.ts'
import { createRegistry } from './registry.ts'
import { approveEverything } from './sources/google/testing/approve-everything.ts'
import { oneVectorEmbedder } from './testing/one-vector-embedder.ts'

const everything: SearchFilter = { kind: null, isBulk: null, fromMs: null, untilMs: null, senders: [], participants: [] }

let served: ServedFakeGoogle
let queue: TestQueue
const workspaces: TestQueue[] = []
afterEach(async () => {
  for (const workspace of workspaces.splice(0)) await workspace.close()
  await served.close()
})

/** A workspace whose accounts are let in by this fake Google, unless `refuses` says so of one. */
function createWorkspace(fake: FakeGoogle, refuses: (name: string) => boolean = () => false): TestQueue {
  const getAccessToken = async (name: string): Promise<string> => {
    if (refuses(name)) throw new AppError('needs_reconnect', 'Google ended the sign-in.', 'Connect the account again.')
    return fake.oauth.issueAccessToken(`${name}@example.com`, everyScope)
  }
  const sessions = createGoogleSessions(
    {
      forAccount: async (accountId) => ({
        origin: served.origin,
        unitsPerSecond: null,
        getAccessToken: () => getAccessToken(accountId.slice('google:'.length)),
      }),
    },
    systemClock,
  )
  const workspace = createTestQueue(createRegistry({ sessions, embedder: oneVectorEmbedder }))
  workspaces.push(workspace)
  return workspace
}

function connect({ db }: TestQueue, name: string): void {
  const id = `google:${name}`
  const account = { id, kind: 'google', email: `${name}@example.com`, displayName: name, scopes: everyScope, now: 1 } as const
  transaction(db, (tx) => upsertAccount(tx, account))
  approveEverything(db, id, 1)
}

it('several Google accounts syncing together each bring what is theirs, and one that is not let in stops no other', async () => {
  const fake = createFakeGoogle({ clock: systemClock })
  served = await serveFakeGoogle(fake)
  const names = ['ada', 'bea', 'cleo']
  queue = createWorkspace(fake, (name) => name === 'bea')
  for (const [index, name] of names.entries()) {
    const email = `${name}@example.com`
    const { mailbox, primary } = fake.addAccount({ email, displayName: name })
    for (let number = 0; number < 5 * (index + 1); number += 1) {
      mailbox.addMessage({ raw: `From: bob@example.org\r\nTo: ${email}\r\nSubject: ${name} ${number}\r\n\r\nText` })
      const day = { date: '2026-11-05' }
      primary.addEvent({ summary: `${name} ${number}`, start: day, end: { date: '2026-11-06' } })
    }
    connect(queue, name)
  }
  transaction(queue.db, (tx) => syncAccounts(tx, 'person'))
  await queue.settle()
  const accounts = listAccounts(queue.db).map(({ email, status, counts }) => [email, status, counts.mails, counts.events])
  expect(accounts).toEqual([
    ['ada@example.com', 'ok', 5, 5],
    ['bea@example.com', 'needs_reconnect', 0, 0],
    ['cleo@example.com', 'ok', 15, 15],
  ])
}, 60_000)

describe('a meeting on the calendars of two accounts', () => {
  const meeting: EventInput = {
    id: 'talk',
    iCalUID: 'talk@google.com',
    start: { dateTime: '2026-02-03T10:00:00Z' },
    end: { dateTime: '2026-02-03T11:00:00Z' },
    recurrence: ['RRULE:FREQ=WEEKLY;COUNT=2'],
    organizer: { email: 'dora@example.org', displayName: 'Dora' },
    attendees: [
      { email: 'dora@example.org', displayName: 'Dora', responseStatus: 'accepted' },
      { email: 'ada@example.com', responseStatus: 'needsAction' },
      { email: 'bea@example.com', responseStatus: 'accepted' },
    ],
  }
  const twoMeetings = [Date.UTC(2026, 1, 10, 10), Date.UTC(2026, 1, 3, 10)]
  const wholeYear = { fromMs: Date.UTC(2026, 0), untilMs: Date.UTC(2027, 0), timeZone: 'UTC' }
  let fake: FakeGoogle
  let adaAccount: FakeAccount
  beforeEach(async () => {
    fake = createFakeGoogle({ clock: systemClock })
    served = await serveFakeGoogle(fake)
    adaAccount = addAccount('ada')
    addAccount('bea')
    queue = createWorkspace(fake)
  })

  function addAccount(name: string): FakeAccount {
    const account = fake.addAccount({ email: `${name}@example.com`, displayName: name })
    account.primary.addEvent({ ...meeting, summary: `Talk, says ${name}` })
    return account
  }

  async function sync(workspace: TestQueue, ...names: string[]): Promise<void> {
    for (const name of names) transaction(workspace.db, (tx) => syncAccounts(tx, 'person', `google:${name}`))
    await workspace.settle()
  }

  /** What a person sees of it: on the timeline, there of one account alone, on the calendar, and in what is counted of the organizer. */
  function seen({ db, clock }: TestQueue): object {
    const timeline = (accountId?: string): [string, number][] =>
      pageTimeline(db, { filter: accountId === undefined ? {} : { accountId }, cursor: null, limit: 10 }, clock.now()).items.map(
        ({ title, occurredAtMs }) => [title, occurredAtMs],
      )
    const events = listEvents(db, wholeYear)
    return {
      timeline: timeline(),
      ofBea: timeline('google:bea').length,
      events: events.map(({ title, ownResponse }) => [title, ownResponse]),
      calendars: events[0] ? getEvent(db, events[0].id).calendarNames : [],
      organizer: db
        .prepare<[], object>(
          `SELECT meeting_count AS met, last_interaction_at AS lastMetMs FROM contacts WHERE primary_address = 'dora@example.org'`,
        )
        .all(),
    }
  }

  const toldBy = (name: string, calendars: readonly string[], ownResponse = 'accepted'): object => ({
    timeline: twoMeetings.map((atMs) => [`Talk, says ${name}`, atMs]),
    ofBea: calendars.includes('bea@example.com') ? 2 : 0,
    events: [...twoMeetings].map(() => [`Talk, says ${name}`, ownResponse]),
    calendars,
    organizer: [{ met: 2, lastMetMs: twoMeetings[0] }],
  })

  it('stands there once, with both calendars, in whatever order the accounts are synced', async () => {
    const digests: string[] = []
    for (const order of [[['ada'], ['bea']], [['bea'], ['ada']], [['ada', 'bea']]]) {
      const workspace = createWorkspace(fake)
      for (const name of ['ada', 'bea']) connect(workspace, name)
      for (const names of order) await sync(workspace, ...names)
      expect(seen(workspace)).toEqual(toldBy('ada', ['ada@example.com', 'bea@example.com']))
      digests.push(computeDigest(workspace.db).digest)
    }
    expect(new Set(digests).size).toBe(1)
  })

  it('is told by the other account once one is removed, as if that one had never been there', async () => {
    for (const name of ['ada', 'bea']) connect(queue, name)
    await sync(queue, 'ada', 'bea')
    queue.add('remove_account', { accountId: 'google:ada' })
    await queue.settle()
    expect(seen(queue)).toEqual(toldBy('bea', ['bea@example.com']))
    const alone = createWorkspace(fake)
    connect(alone, 'bea')
    await sync(alone, 'bea')
    // People are left out: the removed account's address stays known as the person's own.
    const tablesOf = ({ db }: TestQueue): object =>
      Object.fromEntries(Object.entries(computeDigest(db).tables).filter(([table]) => !table.startsWith('contact')))
    expect(tablesOf(queue)).toEqual(tablesOf(alone))
  })

  it('is told by the other account once it is deleted or its calendar is switched off, and as before when that is taken back', async () => {
    const { db, clock, runner } = queue
    const ledger = new RequestLedger({ db, clock, logger: silentLogger, onWritten: () => undefined })
    const commands = accountCommands({ db, clock, runner, ledger, sample: new SampleWorkspace(db, clock) })
    for (const name of ['ada', 'bea']) connect(queue, name)
    await sync(queue, 'ada', 'bea')
    const before = computeDigest(queue.db)
    const [calendar] = listAccountCalendars(queue.db, 'google:ada')
    await commands['calendar.setEnabled']({ id: calendar?.id ?? 0, isEnabled: false })
    await queue.settle()
    expect(seen(queue)).toEqual(toldBy('bea', ['bea@example.com']))
    await commands['calendar.setEnabled']({ id: calendar?.id ?? 0, isEnabled: true })
    await queue.settle()
    expect(computeDigest(queue.db)).toEqual(before)
    adaAccount.primary.cancelEvent('talk')
    await sync(queue, 'ada')
    expect(seen(queue)).toEqual(toldBy('bea', ['bea@example.com']))
    ledger.close()
  })
})

describe('a mail that reached two accounts and lies in an imported mailbox', () => {
  const text = (subject: string, more = ''): string =>
    `From: Dora <dora@example.org>\r\nTo: ada@example.com, bea@example.com\r\nSubject: ${subject}\r\nMessage-ID: <${subject}@example.org>\r\nDate: Tue, 3 Feb 2026 10:00:00 +0000\r\n${more}\r\nAbout ${subject}`
  let fake: FakeGoogle
  let folder: string
  const mailIds = new Map<string, string>()
  const mailboxes = new Map<string, FakeAccount['mailbox']>()
  beforeEach(async () => {
    fake = createFakeGoogle({ clock: systemClock })
    served = await serveFakeGoogle(fake)
    folder = mkdtempSync(path.join(tmpdir(), 'omnicrm-copies-'))
    writeFileSync(
      path.join(folder, 'old.mbox'),
      `From x@example.org Tue Feb  3 10:00:00 2026\n${text('plan').replaceAll('\r', '')}\n`,
    )
    for (const [index, name] of ['ada', 'bea'].entries()) {
      const { mailbox } = fake.addAccount({ email: `${name}@example.com`, displayName: name })
      mailboxes.set(name, mailbox)
      const internalDateMs = Date.UTC(2026, 1, 3, 10, 0, index)
      mailIds.set(name, mailbox.addMessage({ raw: text('plan'), internalDateMs, threadId: `plan of ${name}` }))
      const answer = 'In-Reply-To: <plan@example.org>\r\nReferences: <plan@example.org>\r\n'
      if (name === 'bea')
        mailbox.addMessage({ raw: text('more', answer), internalDateMs: internalDateMs + 60_000, threadId: 'plan of bea' })
    }
  })
  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  async function bring(workspace: TestQueue, source: string): Promise<void> {
    if (source === 'file') {
      transaction(workspace.db, (tx) => ensureFilesAccount(tx, 1))
      workspace.add('file_import', { accountId: filesAccountId, paths: [path.join(folder, 'old.mbox')] })
    } else transaction(workspace.db, (tx) => syncAccounts(tx, 'person', `google:${source}`))
    await workspace.settle()
  }

  function seen({ db, clock }: TestQueue): object {
    const timeline = (filter: TimelineFilter): string[] =>
      pageTimeline(db, { filter, cursor: null, limit: 10 }, clock.now()).items.map(({ title }) => title)
    const standing = db.prepare<[], { id: string }>(
      "SELECT account_id AS id FROM interactions WHERE title = 'plan' AND gone_at IS NULL AND is_copy = 0",
    )
    const inThread = db
      .prepare<[], { id: number }>("SELECT id FROM interactions WHERE title = 'more' AND account_id = 'google:bea'")
      .get()
    const dora = db
      .prepare<[], { id: number; received: number }>(
        "SELECT id, received_count AS received FROM contacts WHERE primary_address = 'dora@example.org'",
      )
      .get()
    return {
      all: timeline({}),
      ofBea: timeline({ accountId: 'google:bea' }),
      ofDora: timeline({ contactId: dora?.id ?? 0 }),
      received: dora?.received,
      conversation: inThread ? getInteraction(db, inThread.id).thread.map(({ title }) => title) : [],
      found: [...findByWords(db, 'plan', everything, 10), ...findRecent(db, everything, 10)].length,
      exported: [[...walkRawMails(db)].length, [...walkInteractions(db)].length],
      standing: standing.all().map(({ id }) => id),
    }
  }

  const stands = (account: string): object => ({
    all: ['more', 'plan'],
    ofBea: ['more', 'plan'],
    ofDora: ['more', 'plan'],
    received: 2,
    conversation: ['plan'],
    found: 3,
    exported: [2, 2],
    standing: [account],
  })

  it('stands there once, and counts once, in whatever order it comes', async () => {
    const digests: string[] = []
    for (const order of [
      ['ada', 'bea', 'file'],
      ['file', 'bea', 'ada'],
    ]) {
      const workspace = createWorkspace(fake)
      for (const name of ['ada', 'bea']) connect(workspace, name)
      for (const source of order) await bring(workspace, source)
      expect(seen(workspace)).toEqual({ ...stands('google:ada') })
      digests.push(computeDigest(workspace.db).digest)
    }
    expect(new Set(digests).size).toBe(1)
  }, 60_000)

  it('is taken over by another account once it is in the bin or its account is removed, and given back', async () => {
    const workspace = createWorkspace(fake)
    for (const name of ['ada', 'bea']) connect(workspace, name)
    for (const source of ['file', 'ada', 'bea']) await bring(workspace, source)
    const before = computeDigest(workspace.db)
    mailboxes.get('ada')?.trash(mailIds.get('ada') ?? '')
    await bring(workspace, 'ada')
    expect(seen(workspace)).toEqual(stands('google:bea'))
    mailboxes.get('ada')?.untrash(mailIds.get('ada') ?? '')
    await bring(workspace, 'ada')
    expect(computeDigest(workspace.db)).toEqual(before)
    workspace.add('remove_account', { accountId: 'google:ada' })
    await workspace.settle()
    expect(seen(workspace)).toEqual(stands('google:bea'))
  }, 60_000)

  it('is found to be one also where it was stored twice by a program that did not know', async () => {
    const workspace = createWorkspace(fake)
    for (const name of ['ada', 'bea']) connect(workspace, name)
    for (const source of ['file', 'ada', 'bea']) await bring(workspace, source)
    const before = computeDigest(workspace.db)
    workspace.db.sqlite.exec(
      "UPDATE interactions SET copy_key = NULL, is_copy = 0, contacts_state = 'pending'; DELETE FROM settings WHERE key = 'mails_read'",
    )
    for (const accountId of ['google:ada', 'google:bea', 'files']) workspace.add('extract_contacts', { accountId })
    await workspace.settle()
    expect(seen(workspace)).toMatchObject({ all: ['more', 'plan', 'plan', 'plan'], received: 4 })
    workspace.add('prune', {})
    await workspace.settle()
    expect(computeDigest(workspace.db)).toEqual(before)
    expect(seen(workspace)).toEqual(stands('google:ada'))
  }, 60_000)
})

it('a meeting with an address that turns out to be the person’s own is theirs from then on, for everybody in it', async () => {
  const fake = createFakeGoogle({ clock: systemClock })
  served = await serveFakeGoogle(fake)
  const { mailbox, primary } = fake.addAccount({ email: 'ada@example.com', displayName: 'Ada' })
  const meet = (id: string, responseStatus: 'accepted' | 'declined'): unknown =>
    primary.addEvent({
      id,
      summary: id,
      start: { dateTime: '2026-02-03T10:00:00Z' },
      end: { dateTime: '2026-02-03T11:00:00Z' },
      organizer: { email: 'dora@example.org' },
      attendees: [{ email: 'dora@example.org' }, { email: 'Ada@Old-Job.example.com', responseStatus }],
    })
  meet('held', 'accepted')
  meet('refused', 'declined')
  queue = createWorkspace(fake)
  connect(queue, 'ada')
  const sync = async (): Promise<unknown> => {
    transaction(queue.db, (tx) => syncAccounts(tx, 'person'))
    await queue.settle()
    return {
      meetings: queue.rows("SELECT title, direction FROM interactions WHERE kind = 'meeting' AND gone_at IS NULL ORDER BY title"),
      responses: queue.rows('SELECT own_response AS own FROM calendar_events ORDER BY title'),
      own: queue.rows("SELECT is_self AS isSelf FROM contacts WHERE primary_address = 'ada@old-job.example.com'"),
      met: queue.rows("SELECT meeting_count AS met FROM contacts WHERE primary_address = 'dora@example.org'"),
    }
  }
  expect(await sync()).toMatchObject({
    meetings: [
      { title: 'held', direction: 'none' },
      { title: 'refused', direction: 'none' },
    ],
    responses: [{ own: null }, { own: null }],
    own: [{ isSelf: 0 }],
  })
  mailbox.addMessage({ raw: 'From: ada@old-job.example.com\r\nTo: bob@example.org\r\nSubject: Hi\r\n\r\nHi', labelIds: ['SENT'] })
  expect(await sync()).toEqual({
    meetings: [{ title: 'held', direction: 'inbound' }],
    responses: [{ own: 'accepted' }, { own: 'declined' }],
    own: [{ isSelf: 1 }],
    met: [{ met: 1 }],
  })
}, 60_000)
