import { afterAll, beforeAll, expect, it } from 'vitest'
import type { SearchHit } from '../../shared/views/search.ts'
import { systemClock } from '../clock.ts'
import { transaction } from '../db/database.ts'
import { writeEmbeddings } from '../db/queries/search/write-embeddings.ts'
import { createTestDatabase, type TestDatabase } from '../db/testing/test-database.ts'
import { silentLogger } from '../logger.ts'
import { startEmbedder } from './bundled-embedder.ts'
import type { Embedder } from './embedder.ts'
import { runSearch } from './run-search.ts'
import { splitText } from './split-text.ts'

let test: TestDatabase
let embedder: Embedder

const mails: [title: string, text: string, contactId: number][] = [
  ['Lunch on Friday', 'Shall we eat at the Italian restaurant near the station?', 1],
  ['Budget for next year', 'The numbers for the marketing budget are attached.', 1],
  ['Überblick Budget', 'Die Zahlen für das Budget folgen.', 2],
  ['Contract', 'The lawyer has sent the agreement back for your signature.', 2],
]

beforeAll(async () => {
  test = createTestDatabase()
  embedder = await startEmbedder({ logger: silentLogger })
  test.db.sqlite.exec(`
    INSERT INTO accounts (id, kind, email, display_name, created_at) VALUES ('a', 'files', 'files', 'Files', 0);
    INSERT INTO contacts (id, display_name, primary_address, status, created_at, updated_at) VALUES
      (1, 'Anna Ek', 'anna@example.com', 'active', 0, 0), (2, 'Bo Lind', 'bo@example.org', 'active', 0, 0)`)
  for (const [index, [title, text, contactId]] of mails.entries()) {
    const id = index + 1
    test.db.sqlite
      .prepare(
        `INSERT INTO interactions (id, account_id, kind, source_key, occurred_at, title, written_text, updated_at) VALUES (?, 'a', 'email', ?, ?, ?, ?, 0)`,
      )
      .run(id, String(id), Date.UTC(2026, index, 1), title, text)
    test.db.sqlite
      .prepare(
        `INSERT INTO interaction_participants (interaction_id, position, role, address, address_key, contact_id) VALUES (?, 0, 'from', '', '', ?)`,
      )
      .run(id, contactId)
    const vectors = await embedder.embed(splitText(title, text))
    const pieces = vectors.map((vector, piece) => ({ textHash: `${id}-${piece}`, vector: Buffer.from(vector.buffer) }))
    transaction(test.db, (tx) => writeEmbeddings(tx, { id, title, writtenText: text }, embedder, pieces, 0))
  }
}, 30_000)
afterAll(() => test.dispose())

async function search(text: string): Promise<{ found: [SearchHit['kind'], number][]; notes: string[] }> {
  const { hits, notes } = await runSearch(
    { db: test.db, embedder, clock: systemClock, logger: silentLogger },
    { text, limit: 10, timeZone: 'UTC' },
  )
  return { found: hits.map(({ kind, id }) => [kind, id]), notes }
}

it('finds words in title and text, with or without accents, while they are typed', async () => {
  expect((await search('uberbl')).found[0]).toEqual(['email', 3])
  expect((await search('budget numbers')).found[0]).toEqual(['email', 2])
})

it('finds by meaning what shares no word', async () => {
  expect((await search('dinner at an italian place')).found[0]).toEqual(['email', 1])
})

it('puts a person first, and joins names with words', async () => {
  expect((await search('anna')).found.slice(0, 3)).toEqual([
    ['person', 1],
    ['email', 2],
    ['email', 1],
  ])
  expect((await search('anna budget')).found[0]).toEqual(['email', 2])
})

it('marks what matches in the name of a person and in the title of a mail', async () => {
  const { hits } = await runSearch(
    { db: test.db, embedder, clock: systemClock, logger: silentLogger },
    { text: 'anna budg', limit: 10, timeZone: 'UTC' },
  )
  expect(hits.find(({ id, kind }) => kind === 'email' && id === 2)?.title).toMatch(/\uE000budget\uE001/i)
  const { hits: people } = await runSearch(
    { db: test.db, embedder, clock: systemClock, logger: silentLogger },
    { text: 'anna', limit: 10, timeZone: 'UTC' },
  )
  expect(people[0]?.title).toContain('\uE000Anna\uE001')
})

it('shows a series once, by the meeting nearest to now, so that it hides nothing else', async () => {
  const add = test.db.sqlite.prepare(
    `INSERT INTO interactions (id, account_id, kind, source_key, occurred_at, title, updated_at) VALUES (?, 'a', 'meeting', ?, ?, 'Steering group', 0)`,
  )
  const nowMs = systemClock.now()
  for (let week = -3; week <= 2; week += 1)
    add.run(100 + week, `steering@example.com/${week}`, nowMs + week * 604_800_000 + 60_000)
  add.run(200, 'another@example.com', nowMs)
  const { hits } = await runSearch(
    { db: test.db, embedder, clock: systemClock, logger: silentLogger },
    { text: 'steering group', limit: 10, timeZone: 'UTC' },
  )
  expect(hits.map(({ id, occurrences }) => ({ id, occurrences })).toSorted((a, b) => a.id - b.id)).toEqual([
    { id: 100, occurrences: 6 },
    { id: 200, occurrences: 1 },
  ])
  test.db.sqlite.exec('DELETE FROM interactions WHERE id >= 90')
})

it('keeps to the filters', async () => {
  expect((await search('from:bo')).found).toEqual([
    ['email', 4],
    ['email', 3],
  ])
  expect((await search('budget with:bo')).found).toContainEqual(['email', 3])
  expect((await search('budget with:bo')).found).not.toContainEqual(['email', 2])
  expect((await search('after:2026-02 before:2026-04')).found).toEqual([['email', 3]])
  expect(await search('from:zoe budget')).toEqual({ found: [], notes: ['Nobody by the name of “zoe” was found.'] })
})

it('takes operators of the index for words', async () => {
  for (const text of ['"', 'a AND', 'NEAR(', 'title:', '*', '^', "'; DROP TABLE interactions", '(((', 'NOT', '-', 'x"y*'])
    await search(text)
  expect((await search('contract')).found[0]).toEqual(['email', 4])
})
