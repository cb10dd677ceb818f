// Embedding: what a job with its batches, commits and progress leaves of the speed of the bare model.
import { randomUUID } from 'node:crypto'
import { systemClock } from '../../src/engine/clock.ts'
import { transaction } from '../../src/engine/db/database.ts'
import { databasePathIn, openDatabase } from '../../src/engine/db/open.ts'
import { enqueue } from '../../src/engine/jobs/enqueue.ts'
import { createJobEvents } from '../../src/engine/jobs/events.ts'
import { createEmbed } from '../../src/engine/jobs/processors/embed.ts'
import { createRunner } from '../../src/engine/jobs/runner.ts'
import { testDefinition } from '../../src/engine/jobs/testing/test-definition.ts'
import { silentLogger } from '../../src/engine/logger.ts'
import { startEmbedder } from '../../src/engine/search/bundled-embedder.ts'
import type { Embedder } from '../../src/engine/search/embedder.ts'
import { splitText } from '../../src/engine/search/split-text.ts'
import { type Benchmark, interleave } from '../harness.ts'
import { inTempFolder } from '../temp-folder.ts'

/** Texts given to the bare model at once, as many as a job gives it at most. */
const batch = 32
const words =
  'the budget of our garden project moves on and the next meeting about plans for spring is on monday with coffee'.split(' ')

/** `bench embed`. Both embed the same texts with the same loaded model, in this thread. */
export const embedding: Benchmark = {
  packages: ['@energetic-ai/embeddings', 'better-sqlite3', 'sqlite-vec'],
  ratios: { vsBareModel: ['textsPerSecond', 'textsPerSecondBareModel'] },
  run: async ({ isQuick }) => {
    const embedder = await startEmbedder({ logger: silentLogger })
    const texts = Array.from({ length: isQuick ? 96 : 512 }, (_, index) => makeText(index))
    return interleave(
      [
        async () => ({ textsPerSecond: texts.length / (await embedWithJob(embedder, texts)) }),
        async () => ({ textsPerSecondBareModel: texts.length / (await embedBare(embedder, texts)) }),
      ],
      isQuick ? 3 : 5,
      1,
    )
  },
}

/** Some 60 words, each text another. */
function makeText(index: number): { title: string; text: string } {
  const text = Array.from({ length: 60 }, (_, word) => words[(index * 31 + word * word) % words.length]).join(' ')
  return { title: `Plan ${index}`, text: `${text} ${index}` }
}

/** Seconds from the enqueueing of the job to its end. */
function embedWithJob(embedder: Embedder, texts: readonly { title: string; text: string }[]): Promise<number> {
  return inTempFolder(async (folder) => {
    const db = openDatabase(databasePathIn(folder))
    db.sqlite.exec("INSERT INTO accounts (id, kind, email, display_name, created_at) VALUES ('files', 'files', '', '', 0)")
    const insert = db.prepare<[string, string, string]>(
      "INSERT INTO interactions (account_id, kind, source_key, occurred_at, title, written_text, updated_at) VALUES ('files', 'email', ?, 0, ?, ?, 0)",
    )
    transaction(db, () => texts.forEach(({ title, text }, index) => insert.run(String(index), title, text)))
    const runner = createRunner({
      db,
      registry: { embed: testDefinition<'embed'>(createEmbed(embedder)) },
      clock: systemClock,
      logger: silentLogger,
      bootId: randomUUID(),
      events: createJobEvents(silentLogger),
    })
    try {
      runner.start()
      const beganAtMs = performance.now()
      transaction(db, (tx) => enqueue(tx, 'embed', { accountId: 'files' }))
      await runner.runUntilIdle()
      const seconds = (performance.now() - beganAtMs) / 1_000
      const done = db.sqlite.prepare('SELECT count(DISTINCT interaction_id) FROM embeddings').pluck().get()
      if (done !== texts.length) throw new Error(`${String(done)} of ${texts.length} texts were embedded`)
      return seconds
    } finally {
      await runner.stop()
      db.close()
    }
  })
}

async function embedBare(embedder: Embedder, texts: readonly { title: string; text: string }[]): Promise<number> {
  const pieces = texts.flatMap(({ title, text }) => splitText(title, text))
  const beganAtMs = performance.now()
  for (let first = 0; first < pieces.length; first += batch) await embedder.embed(pieces.slice(first, first + batch))
  return (performance.now() - beganAtMs) / 1_000
}
