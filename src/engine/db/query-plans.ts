// Finds queries that read all of a large table: for tests, which refuse them.
import type { Database } from './database.ts'

/** Tables that grow with the workspace: none of them may be read from end to end to answer a question. */
export const largeTables = [
  'jobs',
  'job_attempts',
  'job_dependencies',
  'job_follow_ups',
  'raw_events',
  'interactions',
  'interaction_bodies',
  'interaction_participants',
  'calendar_events',
  'contacts',
  'contact_identities',
  'embeddings',
] as const

/**
 * Small by what they leave out: an index that holds only what has not ended, or only what went wrong, may be read as a whole.
 * Whoever adds one says so here.
 */
export const smallIndexes: readonly string[] = [
  'jobs_active',
  'jobs_pending',
  'jobs_unsuccessful',
  'raw_events_pending',
  'raw_events_failed',
  'interactions_contacts_pending',
  'interactions_identities_pending',
  'interactions_embedding_pending',
]

/** A database that remembers the text of every statement that is prepared on it. */
export interface RecordingDatabase {
  readonly db: Database
  readonly statements: ReadonlySet<string>
}

/** Wraps a database so that its statements are remembered. */
export function recordStatements(db: Database): RecordingDatabase {
  const statements = new Set<string>()
  const recording: Database = {
    ...db,
    prepare<Parameters extends unknown[], Row>(sql: string) {
      statements.add(sql)
      return db.prepare<Parameters, Row>(sql)
    },
  }
  return { db: recording, statements }
}

/** The steps of a statement's plan that read a large table as a whole, as SQLite words them (https://sqlite.org/eqp.html). */
export function findFullScans(db: Database, sql: string): string[] {
  const steps = db.sqlite.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(...anyParameters(sql)) as { detail: string }[]
  // Whether there is any row at all is no question of size.
  if (/^\s*SELECT 1 FROM \w+ LIMIT 1\s*$/.test(sql)) return []
  return steps.map((step) => step.detail).filter(isFullScan)
}

function isFullScan(detail: string): boolean {
  const [, table = '', , , indexName] = /^SCAN (\w+)( USING (COVERING )?INDEX (\w+))?/.exec(detail) ?? []
  if (!(largeTables as readonly string[]).includes(table)) return false
  return indexName === undefined || !smallIndexes.includes(indexName)
}

/** A plan does not depend on the values, but they have to be there. */
function anyParameters(sql: string): unknown[] {
  const names = sql.match(/@\w+/g)
  if (names) return [Object.fromEntries(names.map((name) => [name.slice(1), 1]))]
  return Array.from({ length: sql.split('?').length - 1 }, () => 1)
}
