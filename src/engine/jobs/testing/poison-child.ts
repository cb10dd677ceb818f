// The program that the poison test runs: one of its jobs kills it, in the middle of what the others do beside it.
import { setTimeout as sleep } from 'node:timers/promises'
import { workToTheEnd } from './killable-program.ts'
import { testDefinition } from './test-definition.ts'
import { completed, type JobRegistry } from '../types.ts'

/** The account whose job kills the program. */
export const poison = 'b'

/**
 * Every job notes what runs as it starts, begins like many stages with a batch that writes nothing, and says anew where it begins; nothing of
 * it is progress, so nobody is cleared by it.
 */
export const poisonRegistry: Partial<JobRegistry> = {
  embed: testDefinition<'embed'>(
    async ({ payload }, context) => {
      const note = context.db.prepare(`
        INSERT INTO starts (account, beside)
        VALUES (?, (SELECT count(*) - 1 FROM jobs WHERE status = 'processing' AND ready_rank IS NOT NULL))
      `)
      note.run(payload.accountId)
      context.commit({}, () => undefined)
      context.commit({ checkpoint: { done: 0 }, progress: { done: 0, total: 9, what: 'items' } }, () => undefined)
      await sleep(payload.accountId === poison ? 20 : 60)
      if (payload.accountId === poison) process.kill(process.pid, 'SIGKILL')
      return completed({ items: 1, failedItems: 0 })
    },
    { maxAttempts: 1 },
  ),
}

if (import.meta.main) await workToTheEnd(poisonRegistry)
