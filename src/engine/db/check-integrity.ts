// Checks that a database is whole: its pages, its references, and that what is derived fits what it is derived from.
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
  const pages = (db.sqlite.pragma(`integrity_check(${mostProblems})`) as { integrity_check: string }[])
    .map((row) => row.integrity_check)
    .filter((text) => text !== 'ok')
  const references = (db.sqlite.pragma('foreign_key_check') as { table: string; rowid: number; parent: string }[])
    .slice(0, mostProblems)
    .map(({ table, rowid, parent }) => `Row ${rowid} of ${table} refers to a missing row of ${parent}.`)
  const differences = pairs.flatMap(({ name, derived, source }) => {
    const count = (sql: string): number =>
      db.prepare<[], { count: number }>(`SELECT count(*) AS count FROM (${sql})`).get()?.count ?? 0
    const extra = count(`${derived} EXCEPT ${source}`)
    const missing = count(`${source} EXCEPT ${derived}`)
    return extra + missing === 0 ? [] : [`The index of ${name} has ${extra} rows too many and ${missing} too few.`]
  })
  return [...pages, ...references, ...differences]
}
