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
  let run = runners.get(db.sqlite)
  if (!run) {
    const made = db.sqlite.transaction((inside: () => unknown) => inside())
    run = (inside) => made.immediate(inside)
    runners.set(db.sqlite, run)
  }
  return run(() => work(db as Transaction)) as Value
}

/** better-sqlite3 makes four functions for each `transaction(...)`, which costs more than a small transaction: one for each connection will do. */
const runners = new WeakMap<BetterSqlite3.Database, (inside: () => unknown) => unknown>()
