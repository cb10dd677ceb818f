// Syncs one account until nothing is left to do, in a process of its own: node sync-once.ts DATABASE ORIGIN TOKEN [--count-writes]
// The same jobs as in the app, with a model that costs nothing, and without Google's quota: that would allow 30 mails a second.
import { systemClock } from '../../src/engine/clock.ts'
import { syncAccounts } from '../../src/engine/commands/sync-accounts.ts'
import { type Database, transaction } from '../../src/engine/db/database.ts'
import { openDatabase } from '../../src/engine/db/open.ts'
import { digestParts } from '../../src/engine/db/queries/digest/business-rows.ts'
import { createGoogleSessions } from '../../src/engine/google/google-sessions.ts'
import { createJobEvents } from '../../src/engine/jobs/events.ts'
import { createRunner } from '../../src/engine/jobs/runner.ts'
import { silentLogger } from '../../src/engine/logger.ts'
import { createRegistry } from '../../src/engine/registry.ts'
import { oneVectorEmbedder } from '../../src/engine/testing/one-vector-embedder.ts'

/** They also keep when they were synced last, which every sync says anew. */
const bookkeeping = new Set(['accounts', 'calendars'])

/** What a person's data is made of. */
const businessTables = [...digestParts.map(({ table }) => table).filter((table) => !bookkeeping.has(table)), 'raw_payloads']

const [databasePath = '', origin = '', token = '', option] = process.argv.slice(2)

/** Counts every row of them that this connection adds, changes or removes from now on. */
function countWrites(db: Database): () => number {
  db.sqlite.exec('CREATE TEMP TABLE business_writes (rows INTEGER); INSERT INTO business_writes VALUES (0)')
  for (const table of businessTables) {
    for (const event of ['INSERT', 'UPDATE', 'DELETE']) {
      db.sqlite.exec(
        `CREATE TEMP TRIGGER count_${event}_${table} AFTER ${event} ON main.${table} BEGIN UPDATE business_writes SET rows = rows + 1; END`,
      )
    }
  }
  return () => db.prepare<[], { rows: number }>('SELECT rows FROM business_writes').get()?.rows ?? Number.NaN
}

const db = openDatabase(databasePath)
const rowsWritten = option === '--count-writes' ? countWrites(db) : () => Number.NaN
const access = { origin, unitsPerSecond: null, getAccessToken: async () => token }
const runner = createRunner({
  db,
  registry: createRegistry({
    sessions: createGoogleSessions({ forAccount: async () => access }, systemClock),
    embedder: oneVectorEmbedder,
  }),
  clock: systemClock,
  logger: silentLogger,
  bootId: `bench-${process.pid}`,
  events: createJobEvents(silentLogger),
})
const startedAt = performance.now()
transaction(db, (tx) => syncAccounts(tx, 'person'))
runner.start()
const { completed, failed } = await runner.runUntilIdle()
const seconds = (performance.now() - startedAt) / 1_000
await runner.stop()
const items = db.prepare<[], { count: number }>('SELECT count(*) AS count FROM raw_events').get()?.count ?? 0
const mailSync = db
  .prepare<[], { tookMs: number }>("SELECT max(finished_at - started_at) AS tookMs FROM jobs WHERE kind = 'google_gmail_sync'")
  .get()
console.log(
  JSON.stringify({
    completed,
    failed,
    items,
    seconds,
    mailSeconds: (mailSync?.tookMs ?? 0) / 1_000,
    rowsWritten: option === '--count-writes' ? rowsWritten() : 0,
  }),
)
db.close()
