// Keeps the planner's statistics up to date, and only those that serve us.
import type { Database } from '../../database.ts'

/**
 * Lets SQLite look at what has changed, with a bound on the rows it reads (https://sqlite.org/lang_analyze.html#approx).
 * The histograms of `sqlite_stat4` are thrown away: with them every statement with a bound parameter is compiled anew at every run,
 * because its value might change the plan.
 */
export function optimizeDatabase(db: Database): void {
  db.sqlite.pragma('analysis_limit = 400')
  db.sqlite.pragma('optimize')
  const hasHistograms = db.sqlite.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'sqlite_stat4'").get() !== undefined
  if (!hasHistograms) return
  db.sqlite.exec('DELETE FROM sqlite_stat4')
  db.sqlite.exec('ANALYZE sqlite_schema')
}

/** Moves what the write-ahead log holds into the database and gives its space back, as far as no reader is in the way. */
export function truncateLog(db: Database): void {
  db.sqlite.pragma('wal_checkpoint(TRUNCATE)')
}
