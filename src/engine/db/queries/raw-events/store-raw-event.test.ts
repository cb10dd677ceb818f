import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Database, transaction } from '../../database.ts'
import { openDatabase } from '../../open.ts'
import { upsertAccount } from '../accounts/upsert-account.ts'
import { findRawEventNames, listRawEventNames } from './list-raw-event-names.ts'
import { markRawEventsGone } from './mark-gone.ts'
import { markRawEventsSeen } from './mark-seen.ts'
import { type RawItem, storeRawEvent } from './store-raw-event.ts'

let folder: string
let db: Database

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'omnicrm-raw-'))
  db = openDatabase(path.join(folder, 'omnicrm.db'))
  transaction(db, (tx) =>
    upsertAccount(tx, { id: 'a', kind: 'google', email: 'ada@example.com', displayName: 'Ada', scopes: [], now: 1 }),
  )
})
afterEach(() => {
  db.close()
  rmSync(folder, { recursive: true })
})

const mailbox = { accountId: 'a', source: 'google_email', container: 'mailbox' } as const
const item: RawItem = { ...mailbox, externalId: 'm1', contentHash: 'h1', payload: Buffer.from('one'), goneAt: null, seenAt: 100 }

function store(change: Partial<RawItem> = {}): string {
  return transaction(db, (tx) => storeRawEvent(tx, { ...item, ...change }))
}
function row(): unknown {
  return db
    .prepare(
      'SELECT content_hash AS hash, status, gone_at AS goneAt, seen_at AS seenAt, fetched_at AS fetchedAt, CAST(payload AS TEXT) AS payload FROM raw_events JOIN raw_payloads ON raw_event_id = id',
    )
    .get()
}
function process(): void {
  db.prepare("UPDATE raw_events SET status = 'processed'").run()
}

describe('storing what came from a source', () => {
  it('a new item waits for its stage', () => {
    expect(store()).toBe('stored')
    expect(row()).toEqual({ hash: 'h1', status: 'pending', goneAt: null, seenAt: 100, fetchedAt: 100, payload: 'one' })
  })

  it('an unchanged one is not processed again, only seen again', () => {
    store()
    process()
    expect(store({ seenAt: 200, payload: Buffer.from('same meaning, other spelling') })).toBe('unchanged')
    expect(row()).toEqual({ hash: 'h1', status: 'processed', goneAt: null, seenAt: 200, fetchedAt: 100, payload: 'one' })
  })

  it('a changed one is, also after it had failed', () => {
    store()
    db.prepare("UPDATE raw_events SET status = 'failed'").run()
    expect(store({ contentHash: 'h2', payload: Buffer.from('two'), seenAt: 200 })).toBe('stored')
    expect(row()).toEqual({ hash: 'h2', status: 'pending', goneAt: null, seenAt: 200, fetchedAt: 200, payload: 'two' })
  })

  it('one that went and one that came back are processed again, with the same content', () => {
    store()
    process()
    expect(store({ goneAt: 300, seenAt: 300 })).toBe('stored')
    expect(row()).toMatchObject({ status: 'pending', goneAt: 300, payload: 'one' })
    process()
    expect(store({ goneAt: 350, seenAt: 350 })).toBe('unchanged')
    expect(store({ seenAt: 400 })).toBe('stored')
    expect(row()).toMatchObject({ status: 'pending', goneAt: null })
  })

  it('a clock that was set back does not make an item look older', () => {
    store({ seenAt: 500 })
    store({ seenAt: 100 })
    store({ seenAt: 100, contentHash: 'h2' })
    expect(row()).toMatchObject({ seenAt: 500 })
  })

  it('marking as gone keeps the content, and happens once', () => {
    store()
    process()
    expect(transaction(db, (tx) => markRawEventsGone(tx, [1, 99], 300))).toBe(1)
    expect(row()).toMatchObject({ status: 'pending', goneAt: 300, payload: 'one' })
    expect(transaction(db, (tx) => markRawEventsGone(tx, [1], 400))).toBe(0)
  })
})

describe('walking a container', () => {
  it('goes by name, slice by slice, and no further than its container', () => {
    for (const externalId of ['c', 'a', 'b']) store({ externalId })
    store({ externalId: 'x', container: 'elsewhere' })
    transaction(db, (tx) => markRawEventsSeen(tx, [2], 900))
    expect(listRawEventNames(db, mailbox, '', 2)).toEqual([
      { id: 2, externalId: 'a', seenAt: 900, isGone: false },
      { id: 3, externalId: 'b', seenAt: 100, isGone: false },
    ])
    expect(listRawEventNames(db, mailbox, 'b', 2).map((name) => name.externalId)).toEqual(['c'])
    expect(findRawEventNames(db, mailbox, ['c', 'x', 'nobody']).map((name) => name.externalId)).toEqual(['c'])
  })

  it('reads no more rows than it answers', () => {
    const plan = (sql: string): string => JSON.stringify(db.sqlite.prepare(`EXPLAIN QUERY PLAN ${sql}`).all())
    expect(
      plan(
        "SELECT id FROM raw_events WHERE account_id = 'a' AND source = 's' AND container = 'c' AND external_id > 'x' ORDER BY external_id LIMIT 9",
      ),
    ).toMatch(/SEARCH raw_events USING (COVERING )?INDEX sqlite_autoindex_raw_events_1/)
  })
})
