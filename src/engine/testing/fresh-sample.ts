// Makes a sample workspace anew, in one go and without the model: what any other way to the same state must end with.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { type Database, transaction } from '../db/database.ts'
import { databasePathIn, openDatabase, openReader } from '../db/open.ts'
import { getAccount } from '../db/queries/accounts/get-account.ts'
import { upsertAccount } from '../db/queries/accounts/upsert-account.ts'
import { computeDigest, type Digest } from '../db/queries/digest/compute-digest.ts'
import { sampleAccountId } from '../sources/sample/sample-account.ts'
import { withTestEngine } from './test-engine.ts'

/** The digest of a sample workspace with the same "today" and as many later days as the one in `db`, synced once and undisturbed. */
export async function digestFreshSample(db: Database): Promise<Digest> {
  const account = getAccount(db, sampleAccountId)
  if (account === null) throw new Error('there is no sample workspace to measure')
  const dataFolder = mkdtempSync(path.join(tmpdir(), 'omnicrm-fresh-'))
  try {
    await makeSample(dataFolder, account)
    const fresh = openReader(databasePathIn(dataFolder))
    const digest = computeDigest(fresh)
    fresh.close()
    return digest
  } finally {
    rmSync(dataFolder, { recursive: true })
  }
}

async function makeSample(dataFolder: string, account: NonNullable<ReturnType<typeof getAccount>>): Promise<void> {
  const db = openDatabase(databasePathIn(dataFolder))
  const { id, kind, email, displayName, scopes, createdAt: now } = account
  // Where the sample world stands, and nothing of what the account has been through.
  const { anchorMs, tick, homeZone } = account.details
  const details = { anchorMs, tick, homeZone }
  transaction(db, (tx) => upsertAccount(tx, { id, kind, email, displayName, scopes, details, now }))
  db.close()
  await withTestEngine(dataFolder, async (engine) => {
    await engine.handle('sync.now', {})
    await engine.handle('engine.startWork', { enqueueLaunchJobs: false })
    await engine.handle('engine.waitUntilIdle', {})
  })
}
