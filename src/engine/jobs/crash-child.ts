// The program that the crash test kills: it runs flows of jobs that write in batches, until nothing is left to do.
import { setTimeout as sleep } from 'node:timers/promises'
import { workToTheEnd } from './killable-program.ts'
import { testDefinition } from './testing.ts'
import { completed, type JobRegistry } from './types.ts'

/** Batches that each job writes, beside one effect in the transaction that completes it. */
export const batchesOfEachJob = 4

/** Each effect is a plain INSERT: done twice, it is there twice. */
export const crashRegistry: Partial<JobRegistry> = {
  embed: testDefinition<'embed'>(
    async (job, context) => {
      for (let batch = (context.checkpoint as number | null) ?? 0; batch < batchesOfEachJob; batch += 1) {
        context.commit({ checkpoint: batch + 1 }, (tx) => {
          tx.prepare('INSERT INTO effects (job_id, what) VALUES (?, ?)').run(job.id, `batch ${batch}`)
        })
        await sleep(1)
        await context.yield()
      }
      const followUps = job.payload.accountId === 'root' ? [{ kind: 'embed' as const, payload: { accountId: 'follow-up' } }] : []
      return completed({ items: batchesOfEachJob, failedItems: 0 }, followUps, (tx) => {
        tx.prepare('INSERT INTO effects (job_id, what) VALUES (?, ?)').run(job.id, 'end')
      })
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
