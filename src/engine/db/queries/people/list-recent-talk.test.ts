import { afterEach, beforeEach, expect, it } from 'vitest'
import { findFullScans, recordStatements } from '../../query-plans.ts'
import { createTestDatabase, type TestDatabase } from '../../testing/test-database.ts'
import { listRecentTalk } from './list-recent-talk.ts'

const dayMs = 86_400_000
const nowMs = 1_000 * dayMs
let test: TestDatabase
beforeEach(() => {
  test = createTestDatabase()
  test.db.sqlite.exec(`
    INSERT INTO accounts (id, kind, email, display_name, created_at) VALUES ('a', 'files', 'files', 'Files', 0);
    INSERT INTO contacts (id, display_name, status, created_at, updated_at) VALUES (7, 'Ada', 'active', 0, 0), (8, 'Bo', 'active', 0, 0)`)
})
afterEach(() => test.dispose())

function add(id: number, daysAgo: number, relation: 'sent' | 'received' | 'bulk', threadKey: string | null): void {
  const occurredAt = nowMs - daysAgo * dayMs
  test.db.sqlite
    .prepare(
      `INSERT INTO interactions (id, account_id, kind, source_key, occurred_at, title, written_text, thread_key, updated_at)
       VALUES (?, 'a', 'email', ?, ?, ?, '', ?, 0)`,
    )
    .run(id, String(id), occurredAt, `Mail ${id}`, threadKey)
  test.db.sqlite.prepare('INSERT INTO contact_interactions VALUES (7, ?, ?, ?)').run(relation, occurredAt, id)
}

it('tells the last three messages and older ones that still wait, and for whom', () => {
  add(1, 1, 'sent', 'budget')
  add(2, 2, 'received', 'budget')
  add(3, 3, 'received', 'lunch')
  add(4, 4, 'received', 'budget')
  add(5, 20, 'received', 'contract')
  add(6, 40, 'received', 'forgotten')
  add(9, 0, 'bulk', 'news')
  const { db, statements } = recordStatements(test.db)
  expect(listRecentTalk(db, [7, 8], nowMs)).toEqual([
    {
      contactId: 7,
      messages: [
        { id: 1, title: 'Mail 1', occurredAtMs: nowMs - dayMs, isFromMe: true, waitsFor: 'them' },
        { id: 2, title: 'Mail 2', occurredAtMs: nowMs - 2 * dayMs, isFromMe: false, waitsFor: null },
        { id: 3, title: 'Mail 3', occurredAtMs: nowMs - 3 * dayMs, isFromMe: false, waitsFor: 'you' },
        { id: 5, title: 'Mail 5', occurredAtMs: nowMs - 20 * dayMs, isFromMe: false, waitsFor: 'you' },
      ],
    },
    { contactId: 8, messages: [] },
  ])
  expect([...statements].flatMap((sql) => findFullScans(test.db, sql))).toEqual([])
})

it('waits for nobody once a message was answered from another account that it reached', () => {
  add(1, 3, 'received', 'lunch')
  test.db.sqlite.exec(`
    INSERT INTO accounts (id, kind, email, display_name, created_at) VALUES ('b', 'google', 'b@example.com', 'B', 0);
    UPDATE interactions SET copy_key = 'lunch';
    INSERT INTO interactions (account_id, kind, source_key, occurred_at, thread_key, copy_key, is_copy, updated_at)
      SELECT 'b', 'email', 'copy', occurred_at, 'there', 'lunch', 1, 0 FROM interactions`)
  expect(listRecentTalk(test.db, [7], nowMs)[0]?.messages).toMatchObject([{ id: 1, waitsFor: 'you' }])
  test.db.sqlite.exec(`
    INSERT INTO interactions (account_id, kind, source_key, occurred_at, thread_key, updated_at)
      SELECT 'b', 'email', 'answer', occurred_at + 1, 'there', 0 FROM interactions WHERE id = 1`)
  expect(listRecentTalk(test.db, [7], nowMs)[0]?.messages).toMatchObject([{ id: 1, waitsFor: null }])
})
