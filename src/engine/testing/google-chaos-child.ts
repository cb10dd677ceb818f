// The program that the chaos test kills: it syncs one account from a fake Google and works until nothing is left to do.
import { once } from 'node:events'
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

/** Whoever started the program hands out the tokens, as the desktop app does: there is a new one for each question. */
async function getAccessToken(): Promise<string> {
  const answer = once(process, 'message')
  process.send?.('token')
  const [token] = (await answer) as [string]
  return token
}

const [databasePath, origin] = process.argv.slice(2)
if (import.meta.main && databasePath !== undefined && origin !== undefined) {
  const db = openDatabase(databasePath)
  const access = { origin, unitsPerSecond: null, getAccessToken }
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
  process.disconnect()
}
