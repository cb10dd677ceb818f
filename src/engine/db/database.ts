// The handle that every query takes: one SQLite connection, seen through Drizzle and, on hot paths, directly.
import type BetterSqlite3 from 'better-sqlite3'
import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3'

declare const insideTransaction: unique symbol

/** One connection. `orm` is for ordinary queries, `prepare` for statements on hot paths. */
export interface Database {
  readonly orm: BetterSQLite3Database
  readonly sqlite: BetterSqlite3.Database
  readonly path: string
  /** A prepared statement, made once for each text and connection. */
  prepare<Parameters extends unknown[] = unknown[], Row = unknown>(sql: string): BetterSqlite3.Statement<Parameters, Row>
  /** Writes back what should be kept and closes the connection. */
  close(): void
}

/** A {@link Database} inside a write transaction: what asks for it cannot be called outside of one. */
export type Transaction = Database & { readonly [insideTransaction]: true }

/**
 * Runs `work` in one write transaction (`BEGIN IMMEDIATE`): all of it is kept, or, when it throws, none.
 * `work` must be synchronous; keep it short, everybody waits for it.
 */
export function transaction<Value>(db: Database, work: (tx: Transaction) => Value): Value {
  const { sqlite } = db
  const borders = bordersOf(sqlite)
  if (borders.isOpen) return sqlite.transaction(() => work(db as Transaction))()
  borders.begin.run()
  borders.isOpen = true
  try {
    const value = work(db as Transaction)
    if (value instanceof Promise) throw new TypeError('a transaction cannot wait for a promise')
    borders.commit.run()
    return value
  } catch (error) {
    // A full disk has ended the transaction already.
    if (sqlite.inTransaction) borders.rollback.run()
    throw error
  } finally {
    borders.isOpen = false
  }
}

interface Borders {
  readonly begin: BetterSqlite3.Statement
  readonly commit: BetterSqlite3.Statement
  readonly rollback: BetterSqlite3.Statement
  /** Known here, because asking SQLite costs as much as a small statement. */
  isOpen: boolean
}

/** better-sqlite3 makes four functions for each `transaction(...)`, which costs more than a small transaction: three statements will do. */
const bordersByConnection = new WeakMap<BetterSqlite3.Database, Borders>()

function bordersOf(sqlite: BetterSqlite3.Database): Borders {
  let found = bordersByConnection.get(sqlite)
  if (!found) {
    found = {
      begin: sqlite.prepare('BEGIN IMMEDIATE'),
      commit: sqlite.prepare('COMMIT'),
      rollback: sqlite.prepare('ROLLBACK'),
      isOpen: false,
    }
    bordersByConnection.set(sqlite, found)
  }
  return found
}
