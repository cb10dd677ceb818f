// Reads a workspace without taking it: the desktop app may be at work on it.
import { existsSync } from 'node:fs'
import type { Hooks } from '../engine/data-folder/hooks.ts'
import { systemClock } from '../engine/clock.ts'
import { readMigrations } from '../engine/db/migrate.ts'
import { lockDataFolder } from '../engine/db/lock-data-folder.ts'
import { databasePathIn, openDatabase, openReader } from '../engine/db/open.ts'
import { silentLogger } from '../engine/logger.ts'
import { startReader } from '../engine/reader.ts'
import { startEmbedder } from '../engine/search/bundled-embedder.ts'
import type { Embedder } from '../engine/search/embedder.ts'
import type { ReaderCallName, ReaderCalls } from '../engine/threads/reader-protocol.ts'
import type { Database } from '../engine/db/database.ts'

/** Answers the queries of the contract. */
export type Query = <Name extends ReaderCallName>(
  name: Name,
  input: ReaderCalls[Name]['input'],
) => Promise<ReaderCalls[Name]['output']>

/** Lets `work` ask queries. A workspace that is not there yet, or is of an older version, is made or brought up to date first. */
export async function withReader<Value>(
  hooks: Hooks,
  work: (query: Query, embedder: Embedder) => Promise<Value>,
): Promise<Value> {
  prepareDatabase(hooks)
  const embedder = await startEmbedder({ logger: silentLogger })
  const reader = await startReader({ dataFolder: hooks.dataFolder, clock: systemClock, logger: silentLogger }, { embedder })
  try {
    const { signal } = new AbortController()
    return await work((name, input) => reader.handle(name, input, signal), embedder)
  } finally {
    await reader.stop()
  }
}

/** Lets `work` read the tables themselves. */
export function withDatabase<Value>(hooks: Hooks, work: (db: Database) => Value): Value {
  prepareDatabase(hooks)
  const db = openReader(databasePathIn(hooks.dataFolder))
  try {
    return work(db)
  } finally {
    db.close()
  }
}

function prepareDatabase(hooks: Hooks): void {
  const file = databasePathIn(hooks.dataFolder)
  if (existsSync(file) && isCurrent(file)) return
  const lock = lockDataFolder(hooks.dataFolder, 'command line')
  try {
    openDatabase(file).close()
  } finally {
    lock.release()
  }
}

function isCurrent(file: string): boolean {
  const db = openReader(file)
  try {
    return db.sqlite.pragma('user_version', { simple: true }) === readMigrations().at(-1)?.version
  } finally {
    db.close()
  }
}
