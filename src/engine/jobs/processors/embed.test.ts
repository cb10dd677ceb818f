// The embedding stage on the real runner, with the real model.
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../db/testing/test-database.ts'
import { silentLogger } from '../../logger.ts'
import type { Embedder } from '../../search/embedder.ts'
import { startEmbedder } from '../../search/bundled-embedder.ts'
import { runJob } from '../testing/run-job.ts'
import { testDefinition } from '../testing/test-definition.ts'
import { createEmbed } from './embed.ts'

let test: TestDatabase
beforeEach(() => {
  test = createTestDatabase()
  test.db.sqlite.exec(`
    INSERT INTO accounts (id, kind, email, display_name, created_at) VALUES ('a', 'files', 'files', 'Files', 0);
    INSERT INTO interactions (account_id, kind, source_key, occurred_at, title, written_text, updated_at)
      VALUES ('a', 'email', '1', 0, 'Lunch', 'Soup on Tuesday?', 0), ('a', 'email', '2', 0, 'Boat', 'It leaks.', 0)`)
})
afterEach(() => test.dispose())

it('embeds a text once more that changes while the model is at work', async () => {
  const embedder = await startEmbedder({ logger: silentLogger })
  const seen: string[] = []
  const interrupted: Embedder = {
    model: embedder.model,
    dimension: embedder.dimension,
    embed(texts, signal) {
      if (seen.length === 0)
        test.db.sqlite.exec(
          `UPDATE interactions SET written_text = 'It floats.', embedding_state = 'pending' WHERE title = 'Boat'`,
        )
      seen.push(...texts)
      return embedder.embed(texts, signal)
    },
  }
  const { result } = await runJob(test.db, testDefinition<'embed'>(createEmbed(interrupted)), 'embed', { accountId: 'a' })
  expect(result).toEqual({ items: 3, failedItems: 0 })
  expect(seen.join()).toMatch(/leaks.*floats/su)
  expect(test.db.sqlite.prepare('SELECT interaction_id AS id, count(*) AS pieces FROM embeddings GROUP BY 1').all()).toEqual([
    { id: 1, pieces: 1 },
    { id: 2, pieces: 1 },
  ])
  const [newest] = await embedder.embed([seen.find((text) => text.includes('floats')) ?? ''])
  const { vector } = test.db.sqlite.prepare('SELECT vector FROM embeddings WHERE interaction_id = 2').get() as { vector: Buffer }
  expect(vector).toEqual(Buffer.from(newest?.buffer ?? new ArrayBuffer()))
}, 30_000)

/** A model that breaks down over a word, or altogether. */
function fragileEmbedder(isBroken: (texts: readonly string[]) => boolean): Embedder {
  return {
    model: 'fragile',
    dimension: 1,
    embed: (texts) =>
      isBroken(texts)
        ? Promise.reject(new RangeError('Invalid array length'))
        : Promise.resolve(texts.map(() => new Float32Array([1]))),
  }
}

function stateOfTexts(): unknown[] {
  return test.db.sqlite
    .prepare(
      `SELECT title, embedding_state AS state, reason, attempts, is_parked AS isParked
       FROM interactions LEFT JOIN item_failures ON stage = 'embed' AND subject_key = interactions.id ORDER BY interactions.id`,
    )
    .all()
}

it('lists a text that cannot be embedded, embeds the others, and tries it again in later runs until it is parked', async () => {
  let isMended = false
  const fragile = fragileEmbedder((texts) => !isMended && texts.some((text) => text.includes('leaks')))
  const run = () => runJob(test.db, testDefinition<'embed'>(createEmbed(fragile)), 'embed', { accountId: 'a' })
  const lunch = { title: 'Lunch', state: 'done', reason: null, attempts: null, isParked: null }
  const boat = { title: 'Boat', state: 'failed', reason: 'Invalid array length' }
  expect(await run()).toMatchObject({ status: 'completed', attempt: 1, result: { items: 2, failedItems: 1 } })
  expect(stateOfTexts()).toEqual([lunch, { ...boat, attempts: 1, isParked: 0 }])
  expect(await run()).toMatchObject({ result: { items: 1, failedItems: 1 } })
  expect(await run()).toMatchObject({ result: { items: 1, failedItems: 1 } })
  expect(stateOfTexts()).toEqual([lunch, { ...boat, attempts: 3, isParked: 1 }])
  expect(await run()).toMatchObject({ result: { items: 0, failedItems: 0 } })
  isMended = true
  test.db.sqlite.exec(`UPDATE interactions SET embedding_state = 'pending' WHERE title = 'Boat'`)
  expect(await run()).toMatchObject({ result: { items: 1, failedItems: 0 } })
  expect(stateOfTexts()).toEqual([lunch, { ...lunch, title: 'Boat' }])
})

it('blames no text for a model that does not work: the job fails and is tried again', async () => {
  const report = await runJob(test.db, testDefinition<'embed'>(createEmbed(fragileEmbedder(() => true))), 'embed', {
    accountId: 'a',
  })
  expect(report).toMatchObject({ status: 'failed', attempt: 3 })
  expect(stateOfTexts()).toMatchObject([
    { state: 'pending', reason: null },
    { state: 'pending', reason: null },
  ])
})
