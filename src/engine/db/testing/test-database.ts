// A real database in a folder of its own, for tests.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Database } from '../database.ts'
import { databasePathIn, openDatabase } from '../open.ts'

/** A database and a way to get rid of it. */
export interface TestDatabase {
  readonly db: Database
  readonly folder: string
  /** Closes the database and removes its folder. */
  dispose(): void
}

/** Makes an empty, migrated database. */
export function createTestDatabase(): TestDatabase {
  const folder = mkdtempSync(path.join(tmpdir(), 'omnicrm-test-'))
  const db = openDatabase(databasePathIn(folder))
  return {
    db,
    folder,
    dispose() {
      db.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
