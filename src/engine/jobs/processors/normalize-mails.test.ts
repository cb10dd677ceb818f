// The two mail stages on the real runner: nothing twice, nothing lost, and only what changed is done again.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { upsertAccount } from '../../db/queries/accounts/upsert-account.ts'
import type { RawEvent } from '../../db/queries/raw-events/raw-event.ts'
import { storeRawEvent } from '../../db/queries/raw-events/store-raw-event.ts'
import { type Database, transaction } from '../../db/database.ts'
import { openDatabase } from '../../db/open.ts'
import type { MailSource } from '../../normalize/mail/mail-source.ts'
import { readGmailMail } from '../../normalize/mail/read-gmail-mail.ts'
import { createTestClock } from '../../testing/test-clock.ts'
import { interruptOnce, runJob, type RunJobReport } from '../testing/run-job.ts'
import { testDefinition } from '../testing/test-definition.ts'
import { completed } from '../types.ts'
import { normalizeGoogleEmail } from './normalize-google-email.ts'
import { normalizeMails } from './normalize-mails.ts'

let folder: string
let db: Database
const clock = createTestClock()
const accountId = 'google:me'
const one = { unique: 'while_queued', uniqueKey: () => '', concurrency: { total: 1, perAccount: 1 } } as const
const definitions = {
  normalize_google_email: testDefinition<'normalize_google_email'>(normalizeGoogleEmail, one),
  extract_contacts: testDefinition<'extract_contacts'>(() => Promise.reject(new Error('not run here')), one),
}

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'omnicrm-mails-'))
  db = openDatabase(path.join(folder, 'omnicrm.db'))
  transaction(db, (tx) =>
    upsertAccount(tx, {
      id: accountId,
      kind: 'google',
      email: 'me@example.com',
      displayName: 'Me',
      scopes: [],
      now: clock.now(),
    }),
  )
})
afterEach(() => {
  db.close()
  rmSync(folder, { recursive: true, force: true })
})

interface MessageValues {
  readonly labels?: readonly string[]
  readonly from?: string
  readonly to?: string
  readonly subject?: string
  readonly text?: string
  readonly threadId?: string
}

function message(id: string, values: MessageValues = {}): Buffer {
  const header = {
    From: values.from ?? 'Ann <ann@example.org>',
    To: values.to ?? 'Me <me@example.com>',
    Subject: values.subject ?? id,
    'Message-ID': `<${id}@example.org>`,
  }
  return Buffer.from(
    JSON.stringify({
      id,
      threadId: values.threadId ?? 't1',
      labelIds: values.labels ?? ['INBOX'],
      internalDate: '1772528400000',
      payload: {
        mimeType: 'text/plain',
        headers: Object.entries(header).map(([name, value]) => ({ name, value })),
        body: { size: 1, data: Buffer.from(values.text ?? `Body of ${id}`).toString('base64url') },
      },
    }),
  )
}

function store(id: string, payload: Buffer, goneAt: number | null = null): void {
  transaction(db, (tx) =>
    storeRawEvent(tx, {
      accountId,
      source: 'google_email',
      container: 'mailbox',
      externalId: id,
      contentHash: payload.toString('base64'),
      payload,
      goneAt,
      seenAt: clock.now(),
    }),
  )
}

const run = (): Promise<RunJobReport> => runJob(db, definitions, 'normalize_google_email', { accountId }, { clock })
const rows = (sql: string): unknown[] => db.sqlite.prepare(sql).all()
const settle = (): void => {
  db.sqlite.exec("UPDATE interactions SET contacts_state = 'done', identities_state = 'done', embedding_state = 'done'")
}
const states = (): unknown[] =>
  rows('SELECT contacts_state AS contacts, identities_state AS identities, embedding_state AS embedding FROM interactions')

describe('mails from Gmail', () => {
  test('go on the timeline with direction, thread, labels and people', async () => {
    store('m1', message('m1'))
    store('m2', message('m2', { from: 'me@example.com', to: 'ann@example.org, me@example.com', labels: ['SENT'] }))
    store('m3', message('m3', { from: 'me@example.com', to: 'me@example.com', labels: ['SENT', 'INBOX'] }))
    expect(await run()).toMatchObject({
      status: 'completed',
      result: { items: 3, failedItems: 0 },
      followUps: [{ kind: 'extract_contacts', payload: { accountId } }],
    })
    expect(
      rows(
        'SELECT source_key AS key, thread_key AS thread, direction, title, written_text AS text, labels, occurred_at AS at FROM interactions ORDER BY id',
      ),
    ).toEqual([
      {
        key: 'm1@example.org m1',
        thread: 'gmail:t1',
        direction: 'inbound',
        title: 'm1',
        text: 'Body of m1',
        labels: '["INBOX"]',
        at: 1_772_528_400_000,
      },
      {
        key: 'm2@example.org m2',
        thread: 'gmail:t1',
        direction: 'outbound',
        title: 'm2',
        text: 'Body of m2',
        labels: '["SENT"]',
        at: 1_772_528_400_000,
      },
      {
        key: 'm3@example.org m3',
        thread: 'gmail:t1',
        direction: 'internal',
        title: 'm3',
        text: 'Body of m3',
        labels: '["SENT","INBOX"]',
        at: 1_772_528_400_000,
      },
    ])
    expect(
      rows(
        'SELECT role, address_key AS key, is_self AS self FROM interaction_participants WHERE interaction_id = 2 ORDER BY position',
      ),
    ).toEqual([
      { role: 'from', key: 'me@example.com', self: 1 },
      { role: 'to', key: 'ann@example.org', self: 0 },
      { role: 'to', key: 'me@example.com', self: 1 },
    ])
  })

  test('of which a newer version comes in meanwhile are written as that version', async () => {
    const text = 'A long line of a long letter.\n'.repeat(20_000)
    store('m1', message('m1', { text }))
    store('m2', Buffer.from('no mail'))
    const syncMeanwhile = interruptOnce(normalizeGoogleEmail, () => {
      store('m1', message('m1', { text, labels: ['STARRED'] }))
      store('m2', message('m2'))
    })
    const process = testDefinition<'normalize_google_email'>(syncMeanwhile, one)
    const interrupted = { ...definitions, normalize_google_email: process }
    const { result } = await runJob(db, interrupted, 'normalize_google_email', { accountId }, { clock })
    expect(result).toMatchObject({ failedItems: 0 })
    expect(rows('SELECT title, labels FROM interactions ORDER BY title')).toEqual([
      { title: 'm1', labels: '["STARRED"]' },
      { title: 'm2', labels: '["INBOX"]' },
    ])
  })

  test('that are spam, trash, drafts or gone stay, but off the timeline', async () => {
    for (const [id, label] of [
      ['m1', 'SPAM'],
      ['m2', 'TRASH'],
      ['m3', 'DRAFT'],
      ['m4', 'INBOX'],
    ] as const)
      store(id, message(id, { labels: [label] }))
    store('m5', message('m5'), 5)
    await run()
    const gone = (): unknown => rows('SELECT title, gone_at FROM interactions WHERE gone_at IS NOT NULL ORDER BY title')
    expect(gone()).toEqual([
      { title: 'm1', gone_at: clock.now() },
      { title: 'm2', gone_at: clock.now() },
      { title: 'm3', gone_at: clock.now() },
      { title: 'm5', gone_at: 5 },
    ])
    store('m1', message('m1', { labels: ['INBOX'] }))
    await run()
    expect(rows("SELECT gone_at FROM interactions WHERE title = 'm1'")).toEqual([{ gone_at: null }])
  })

  test('are done again only where something changed', async () => {
    store('m1', message('m1'))
    await run()
    settle()
    const again = async (values: MessageValues): Promise<unknown[]> => {
      store('m1', message('m1', values))
      await run()
      const found = states()
      settle()
      return found
    }
    expect(await again({ labels: ['INBOX', 'UNREAD'] })).toEqual([{ contacts: 'done', identities: 'done', embedding: 'done' }])
    expect(await again({ subject: 'New' })).toEqual([{ contacts: 'done', identities: 'done', embedding: 'pending' }])
    expect(await again({ subject: 'New', text: 'Other' })).toEqual([
      { contacts: 'done', identities: 'pending', embedding: 'pending' },
    ])
    expect(await again({ subject: 'New', text: 'Other', from: 'Bo <bo@example.org>' })).toEqual([
      { contacts: 'pending', identities: 'pending', embedding: 'done' },
    ])
    expect(await again({ subject: 'New', text: 'Other', from: 'Bo <bo@example.org>', labels: ['TRASH'] })).toEqual([
      { contacts: 'pending', identities: 'done', embedding: 'done' },
    ])
    expect(rows('SELECT count(*) AS count FROM interactions')).toEqual([{ count: 1 }])
  })

  test('a bad one is listed with its reason, keeps its raw form, and stops nothing', async () => {
    store('m1', message('m1'))
    store('bad', Buffer.from('{"id": 1}'))
    store('m2', message('m2'))
    expect(await run()).toMatchObject({ status: 'completed', result: { items: 3, failedItems: 1 } })
    expect(rows('SELECT external_id AS name, status FROM raw_events ORDER BY raw_events.id')).toEqual([
      { name: 'm1', status: 'processed' },
      { name: 'bad', status: 'failed' },
      { name: 'm2', status: 'processed' },
    ])
    expect(rows('SELECT stage, label, attempts FROM item_failures')).toEqual([
      { stage: 'normalize_google_email', label: 'Mail bad', attempts: 1 },
    ])
    // Put right at the source, it is no longer listed.
    store('bad', message('bad'))
    expect((await run()).result).toEqual({ items: 1, failedItems: 0 })
    expect(rows('SELECT * FROM item_failures')).toEqual([])
  })

  test('one that keeps the reader busy for ever is broken off and listed, and the others arrive', async () => {
    for (const id of ['m1', 'endless', 'm3']) store(id, message(id))
    const read = (payload: Buffer): MailSource => {
      // What a pattern does that goes back and forth over its text.
      if (payload.includes('endless')) for (;;);
      return readGmailMail(payload)
    }
    const rules = {
      source: 'google_email',
      read,
      sourceKey: (_: unknown, row: RawEvent) => row.externalId,
      goneAt: () => null,
    } as const
    const stage = testDefinition<'normalize_google_email'>(
      async (job, context) => completed(await normalizeMails(job, context, { ...rules, longestStretchMs: 100 })),
      one,
    )
    expect(await runJob(db, stage, 'normalize_google_email', { accountId }, { clock })).toMatchObject({
      status: 'completed',
      result: { items: 3, failedItems: 1 },
    })
    expect(rows('SELECT title FROM interactions ORDER BY id')).toEqual([{ title: 'm1' }, { title: 'm3' }])
    expect(rows('SELECT label, reason FROM item_failures')).toEqual([
      { label: 'Mail endless', reason: 'It could not be read within 0.1 seconds.' },
    ])
  })
})
