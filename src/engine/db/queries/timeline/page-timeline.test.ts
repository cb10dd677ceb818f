import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../testing/test-database.ts'
import { getInteraction } from './get-interaction.ts'
import { pageTimeline } from './page-timeline.ts'

let test: TestDatabase
beforeEach(() => {
  test = createTestDatabase()
  test.db.sqlite.exec(`
    INSERT INTO accounts (id, kind, email, display_name, created_at) VALUES ('a', 'files', 'files', 'Files', 0);
    INSERT INTO contacts (id, display_name, primary_address, status, created_at, updated_at) VALUES (7, 'Ada L.', 'ada@example.com', 'active', 0, 0)`)
})
afterEach(() => test.dispose())

function add(
  id: number,
  occurredAt: number,
  more: { kind?: string; isBulk?: number; goneAt?: number; threadKey?: string } = {},
): void {
  test.db.sqlite
    .prepare(
      `INSERT INTO interactions (id, account_id, kind, source_key, occurred_at, direction, title, written_text, is_bulk, gone_at, thread_key, updated_at)
       VALUES (?, 'a', ?, ?, ?, 'inbound', ?, 'text', ?, ?, ?, 0)`,
    )
    .run(
      id,
      more.kind ?? 'email',
      String(id),
      occurredAt,
      `Title ${id}`,
      more.isBulk ?? 0,
      more.goneAt ?? null,
      more.threadKey ?? null,
    )
  const addPerson = test.db.sqlite.prepare(
    'INSERT INTO interaction_participants (interaction_id, position, role, address, address_key, display_name, is_self, contact_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
  )
  addPerson.run(id, 0, 'from', 'ada@example.com', 'ada@example.com', 'Ada', 0, id % 2 === 0 ? 7 : null)
  addPerson.run(id, 1, 'to', 'me@example.com', 'me@example.com', 'Me', 1, null)
}

function ids(filter: Parameters<typeof pageTimeline>[1]['filter'], nowMs = 1_000): number[] {
  return pageTimeline(test.db, { filter, cursor: null, limit: 100 }, nowMs).items.map((item) => item.id)
}

describe('pageTimeline', () => {
  it('pages through everything once, newest first, also where times are equal', () => {
    for (let id = 1; id <= 25; id += 1) add(id, Math.floor(id / 3))
    const seen: number[] = []
    let cursor: string | null = null
    do {
      const page: ReturnType<typeof pageTimeline> = pageTimeline(test.db, { filter: {}, cursor, limit: 4 }, 1_000)
      expect(page.total).toBe(25)
      seen.push(...page.items.map((item) => item.id))
      cursor = page.nextCursor
    } while (cursor !== null)
    expect(seen).toEqual(Array.from({ length: 25 }, (_, index) => 25 - index))
  })

  it('starts with what has happened, without newsletters and without what is gone', () => {
    add(1, 10)
    add(2, 20, { isBulk: 1 })
    add(3, 30, { goneAt: 5 })
    add(4, 2_000)
    expect([ids({}), ids({ includeBulk: true }), ids({ untilMs: 5_000 })]).toEqual([[1], [2, 1], [4, 1]])
  })

  it('narrows to a person, a kind, a time and a conversation', () => {
    add(1, 10, { threadKey: 't' })
    add(2, 20, { kind: 'meeting' })
    add(4, 40)
    expect([ids({ contactId: 7 }), ids({ kind: 'meeting' }), ids({ fromMs: 20, untilMs: 40 }), ids({ threadKey: 't' })]).toEqual([
      [4, 2],
      [2],
      [2],
      [1],
    ])
  })

  it('names the people on the other side as their contact is named', () => {
    add(2, 20)
    const [item] = pageTimeline(test.db, { filter: {}, cursor: null, limit: 1 }, 1_000).items
    expect(item).toMatchObject({
      people: [{ contactId: 7, name: 'Ada L.', address: 'ada@example.com', isSelf: false }],
      peopleCount: 1,
    })
  })
})

describe('getInteraction', () => {
  it('tells the whole message with its conversation', () => {
    add(1, 10, { threadKey: 't' })
    add(2, 20, { threadKey: 't' })
    expect(getInteraction(test.db, 2)).toMatchObject({
      id: 2,
      from: { name: 'Ada L.' },
      to: [{ name: 'Me', isSelf: true }],
      thread: [{ id: 1, title: 'Title 1', occurredAtMs: 10, from: 'Ada' }],
    })
  })

  it('says that an item has gone', () => {
    expect(() => getInteraction(test.db, 99)).toThrow('no longer exists')
  })
})
