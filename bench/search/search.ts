// Searching a large workspace: how long nineteen answers out of twenty take, by words alone and with meaning.
import { randomBytes } from 'node:crypto'
import { systemClock } from '../../src/engine/clock.ts'
import { databasePathIn, openDatabase, openReader } from '../../src/engine/db/open.ts'
import { silentLogger } from '../../src/engine/logger.ts'
import { startEmbedder } from '../../src/engine/search/bundled-embedder.ts'
import { bundledModel } from '../../src/engine/search/bundled-model.ts'
import type { Embedder } from '../../src/engine/search/embedder.ts'
import { runSearch } from '../../src/engine/search/run-search.ts'
import { type Benchmark, type Contestant, interleave, quantile } from '../harness.ts'
import { fillWorkspace } from '../import/filled-workspace.ts'
import { inTempFolder } from '../temp-folder.ts'

const items = 100_000

/** A word of few, of many and of all mails; two words; a phrase; the beginning of a word; a person; what is not there. */
const questions = [
  'garden 17',
  'week 31',
  'plan',
  'garden person',
  '"plan of person 400"',
  'gard',
  'Person 1200',
  'zebra crossing',
]

/** No model: what is left is a search by words. */
const noEmbedder: Embedder = { ...bundledModel, embed: () => Promise.reject(new Error('there is no model here')) }

/** `bench search`: the very search of the app, over 100,000 mails with their vectors. Quick rounds ask fewer questions of the same mails. */
export const searching: Benchmark = {
  packages: ['better-sqlite3', 'sqlite-vec', '@energetic-ai/embeddings'],
  ratios: {},
  run: ({ isQuick }) =>
    inTempFolder(async (folder) => {
      fillWorkspace(folder, items)
      addVectors(folder)
      const db = openReader(databasePathIn(folder))
      try {
        const embedder = await startEmbedder({ logger: silentLogger })
        const repetitions = isQuick ? 3 : 15
        return await interleave([ask('words', noEmbedder), ask('hybrid', embedder)], isQuick ? 3 : 5, 1)

        function ask(name: string, asked: Embedder): Contestant {
          const tools = { db, embedder: asked, clock: systemClock, logger: silentLogger }
          return async () => {
            const tookMs: number[] = []
            let withoutMeaning = 0
            for (let repetition = 0; repetition < repetitions; repetition += 1) {
              for (const text of questions) {
                const answer = await runSearch(tools, { text, limit: 50, timeZone: 'UTC' })
                tookMs.push(answer.tookMs)
                if (answer.notes.length > 0) withoutMeaning += 1
              }
            }
            return {
              [`${name}P50Ms`]: quantile(tookMs, 0.5),
              [`${name}P95Ms`]: quantile(tookMs, 0.95),
              // A search does not wait for a model that is slow: then it is told, and what was measured is a search by words.
              [`${name}WithoutMeaning`]: withoutMeaning / tookMs.length,
            }
          }
        }
      } finally {
        db.close()
      }
    }),
}

/** A vector for every mail, as different from each other as can be: how long a search by meaning takes does not depend on what they mean. */
function addVectors(folder: string): void {
  const db = openDatabase(databasePathIn(folder))
  const insert = db.prepare<[number, string, number, string, Buffer]>(
    'INSERT INTO embeddings (interaction_id, piece, model, dimension, text_hash, vector, created_at) VALUES (?, 0, ?, ?, ?, ?, 0)',
  )
  const slice = 5_000
  for (let first = 0; first < items; first += slice) {
    db.sqlite.transaction(() => {
      for (let id = first + 1; id <= first + slice; id += 1)
        insert.run(id, bundledModel.model, bundledModel.dimension, String(id), makeVector())
    })()
  }
  db.close()
}

function makeVector(): Buffer {
  const bytes = randomBytes(bundledModel.dimension)
  const values = Float32Array.from(bytes, (byte) => byte - 127.5)
  const length = Math.hypot(...values)
  return Buffer.from(values.map((value) => value / length).buffer)
}
