// The program that the crash test kills: it runs flows of jobs that write in batches, until nothing is left to do.
import { setTimeout as sleep } from 'node:timers/promises'
import { workToTheEnd } from './killable-program.ts'
import { testDefinition } from './test-definition.ts'
import { completed, type JobRegistry } from '../types.ts'

/** Batches that each job writes, beside one effect in the transaction that completes it. */
export const batchesOfEachJob = 4
/** Jobs are told apart by the contact they are about: ten for each flow, of which the first leaves the last one to be done. */
export const inFlow = { root: 0, child: 1, grandchild: 2, followUp: 3 } as const

/** Each effect is a plain INSERT: done twice, it is there twice. */
export const crashRegistry: Partial<JobRegistry> = {
  insight: testDefinition<'insight'>(
    async ({ payload: { contactId } }, context) => {
      const insert = context.db.prepare('INSERT INTO effects (contact, what) VALUES (?, ?)')
      for (let batch = (context.checkpoint as number | null) ?? 0; batch < batchesOfEachJob; batch += 1) {
        context.commit({ checkpoint: batch + 1 }, () => insert.run(contactId, `batch ${batch}`))
        await sleep(1)
        await context.yield()
      }
      const next = contactId - inFlow.root + inFlow.followUp
      const followUps = contactId % 10 === inFlow.root ? [{ kind: 'insight' as const, payload: { contactId: next } }] : []
      return completed({ insightId: contactId }, followUps, () => void insert.run(contactId, 'end'))
    },
    { maxAttempts: 1, concurrency: { total: 4, perAccount: 4 } },
  ),
}

if (import.meta.main) {
  await workToTheEnd(crashRegistry, (db) => {
    const orphans = db.sqlite.prepare("SELECT count(*) AS count FROM jobs WHERE status = 'processing'").get() as { count: number }
    process.send?.({ orphans: orphans.count })
  })
}
