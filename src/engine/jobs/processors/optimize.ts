// Keeps the database fast and its files small.
import { optimizeDatabase, truncateLog } from '../../db/queries/jobs/optimize-database.ts'
import { completed, type Processor } from '../types.ts'

/** Refreshes the planner's statistics and empties the write-ahead log. */
export const optimize: Processor<'optimize'> = async (_job, context) => {
  optimizeDatabase(context.db)
  await context.yield()
  truncateLog(context.db)
  return completed({})
}
