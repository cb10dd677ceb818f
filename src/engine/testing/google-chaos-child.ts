// The program that the chaos test kills: it syncs one account from a fake Google and works until nothing is left to do.
import { systemClock } from '../clock.ts'
import { syncAccounts } from '../commands/sync-accounts.ts'
import { transaction } from '../db/database.ts'
import { openDatabase } from '../db/open.ts'
import { createGoogleSessions } from '../google/google-sessions.ts'
import { createJobEvents } from '../jobs/events.ts'
import { createRunner } from '../jobs/runner.ts'
import { silentLogger } from '../logger.ts'
import { createRegistry } from '../registry.ts'
import { oneVectorEmbedder } from './one-vector-embedder.ts'

/** A job that is put off by the storm comes back within this time. */
const longestWaitMs = 120_000

const [databasePath, origin, token] = process.argv.slice(2)
if (import.meta.main && databasePath !== undefined && origin !== undefined && token !== undefined) {
  const db = openDatabase(databasePath)
  const access = { origin, unitsPerSecond: null, getAccessToken: async () => token }
  const sessions = createGoogleSessions({ forAccount: async () => access }, systemClock)
  const events = createJobEvents(silentLogger)
  const bootId = `chaos-${process.pid}`
  const registry = createRegistry({ sessions, embedder: oneVectorEmbedder })
  const runner = createRunner({ db, registry, clock: systemClock, logger: silentLogger, bootId, events })
  transaction(db, (tx) => syncAccounts(tx, 'person'))
  runner.start()
  await runner.runUntilIdle({ waitForRetriesMs: longestWaitMs })
  await runner.stop()
  db.close()
}
