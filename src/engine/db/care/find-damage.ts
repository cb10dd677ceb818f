// Checks a copy of the database, a table at a time.
import BetterSqlite3 from 'better-sqlite3'

/**
 * What is wrong with a database file that nobody has open; null for one that is whole (https://sqlite.org/pragma.html#pragma_quick_check).
 * Reads all of the file: gigabytes are for a thread of their own.
 */
export function findDamage(file: string): string | null {
  let sqlite: BetterSqlite3.Database | null = null
  try {
    sqlite = new BetterSqlite3(file, { readonly: true, fileMustExist: true })
    // Virtual tables have no pages of their own: they keep everything in tables that are among these.
    const tables = sqlite.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND rootpage > 0").pluck().all()
    const check = sqlite.prepare<[unknown], string>('SELECT quick_check FROM pragma_quick_check(?)').pluck()
    for (const table of tables) {
      const said = check.get(table)
      if (said !== 'ok') return String(said)
    }
    return tables.length === 0 ? 'it is empty' : null
  } catch (error) {
    if (error instanceof BetterSqlite3.SqliteError) return error.message
    throw error
  } finally {
    sqlite?.close()
  }
}
