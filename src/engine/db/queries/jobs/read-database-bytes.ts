// Tells how large the database is, and with it every copy of it.
import type { Database } from '../../database.ts'

/** Bytes of all its pages, those among them that are only in the write-ahead log yet. */
export function readDatabaseBytes(db: Database): number {
  const read = (pragma: 'page_count' | 'page_size'): number => Number(db.sqlite.pragma(pragma, { simple: true }))
  return read('page_count') * read('page_size')
}
