// Asks the database libraries for their versions, without any database.
import BetterSqlite3 from 'better-sqlite3'
import { loadVectors } from './open.ts'

/** Throws when one of them cannot be loaded. */
export function readLibraryVersions(): { sqlite: string; sqliteVec: string } {
  const sqlite = new BetterSqlite3(':memory:')
  try {
    loadVectors(sqlite)
    const versions = sqlite.prepare<[], { sqlite: string; sqliteVec: string }>(
      'SELECT sqlite_version() AS sqlite, vec_version() AS sqliteVec',
    )
    return versions.get() ?? { sqlite: 'unknown', sqliteVec: 'unknown' }
  } finally {
    sqlite.close()
  }
}
