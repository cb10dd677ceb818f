// Checks that a database is whole: its pages, its references, and that what is derived fits what it is derived from.
import BetterSqlite3 from 'better-sqlite3'
import type { Database } from './database.ts'

const mostProblems = 100

/** Rows of a derived table whose row in the table it is derived from is missing, and the other way round. */
const pairs = [
  { name: 'words of interactions', derived: 'SELECT rowid AS id FROM interaction_words', source: 'SELECT id FROM interactions' },
  { name: 'words of contacts', derived: 'SELECT rowid AS id FROM contact_words', source: 'SELECT id FROM contacts' },
  {
    name: 'bits of embeddings',
    derived: 'SELECT rowid AS id FROM embedding_bits',
    source: 'SELECT id FROM embeddings WHERE dimension = 512',
  },
] as const

/** What is wrong, in sentences; empty when all is well. Reads the whole file: seconds for a gigabyte. */
export function checkIntegrity(db: Database): string[] {
  return [
    ...look(() => checkPages(db)),
    ...look(() => checkReferences(db)),
    ...pairs.flatMap((pair) => look(() => comparePair(db, pair))),
  ]
}

/** In a damaged database the very looking may fail: that is a problem like others, and the rest is still looked at. */
function look(check: () => string[]): string[] {
  try {
    return check()
  } catch (error) {
    if (!(error instanceof BetterSqlite3.SqliteError)) throw error
    return [`It cannot be read to its end: ${error.message}.`]
  }
}

function checkPages(db: Database): string[] {
  return (db.sqlite.pragma(`integrity_check(${mostProblems})`) as { integrity_check: string }[])
    .map((row) => row.integrity_check)
    .filter((text) => text !== 'ok')
}

function checkReferences(db: Database): string[] {
  return (db.sqlite.pragma('foreign_key_check') as { table: string; rowid: number; parent: string }[])
    .slice(0, mostProblems)
    .map(({ table, rowid, parent }) => `Row ${rowid} of ${table} refers to a missing row of ${parent}.`)
}

function comparePair(db: Database, { name, derived, source }: (typeof pairs)[number]): string[] {
  const count = (sql: string): number =>
    db.prepare<[], { count: number }>(`SELECT count(*) AS count FROM (${sql})`).get()?.count ?? 0
  const extra = count(`${derived} EXCEPT ${source}`)
  const missing = count(`${source} EXCEPT ${derived}`)
  return extra + missing === 0 ? [] : [`The index of ${name} has ${extra} rows too many and ${missing} too few.`]
}
