// The slow-query log: what held up a database thread for longer than a frame or two, by its name and without a value of it.
import type { Logger } from '../logger.ts'

/** What takes longer is told. */
export const slowQueryMs = 40

/** Tells it if it was slow. `name` is that of a question, a command or a kind of job; for a turn of the runner, the kinds that ended in it. */
export function logSlowQuery(logger: Logger, what: 'answer' | 'command' | 'batch' | 'turn', name: string, tookMs: number): void {
  if (tookMs > slowQueryMs) logger.info('slow query', { what, name, tookMs: Math.round(tookMs) })
}
