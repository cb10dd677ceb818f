// A connection of its own that writes SQLite's log (WAL) back into the database: that waits for the disk, and the engine must not.
import BetterSqlite3 from 'better-sqlite3'

/** How a write-back went. */
export interface WriteBack {
  /** Pages in the log, written back or not. It begins anew with the first write after all of them are. */
  readonly logPages: number
  readonly writtenPages: number
}

/** Somebody who writes the log back. */
export interface LogWriter {
  writeBack(): Promise<WriteBack>
  /** Lets go of the database. */
  close(): Promise<void>
}

interface CheckpointRow {
  readonly log: number
  readonly checkpointed: number
}

/** Writes back what nobody needs in the log any more; never waits for readers or the writer (https://sqlite.org/pragma.html#pragma_wal_checkpoint). */
function writeLogBack(sqlite: BetterSqlite3.Database): WriteBack {
  const [row] = sqlite.pragma('wal_checkpoint(PASSIVE)') as CheckpointRow[]
  return { logPages: row?.log ?? 0, writtenPages: row?.checkpointed ?? 0 }
}

/** A connection for nothing but this; it cannot change data. */
export function openLogWriter(databasePath: string): { writeBack: () => WriteBack; close: () => void } {
  const sqlite = new BetterSqlite3(databasePath, { fileMustExist: true })
  sqlite.pragma('synchronous = NORMAL')
  sqlite.pragma('query_only = ON')
  return { writeBack: () => writeLogBack(sqlite), close: () => sqlite.close() }
}
