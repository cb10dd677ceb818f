import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { systemClock } from '../clock.ts'
import { type Database, transaction } from '../db/database.ts'
import { batchesOfEachJob, crashRegistry } from './crash-child.ts'
import { enqueueFlow } from './enqueue-flow.ts'
import { createKillableProgram, type KillableProgram } from './killable-program.ts'
import { bindQueue } from './queue-binding.ts'

const isLong = process.env['OMNICRM_TEST_LONG'] === '1'
const kills = isLong ? 200 : 8
/** More than there is time for: at the end of the line the same few would die each time, and three times is poison. */
const flows = kills * 20

let program: KillableProgram
beforeEach(() => {
  program = createKillableProgram(new URL('crash-child.ts', import.meta.url))
})
afterEach(() => program.dispose())

/** A start of the program. */
interface Run {
  readonly process: ChildProcess
  /** How many jobs were marked as running right after the start. */
  readonly orphans: number
  readonly ended: Promise<unknown>
}

async function start(): Promise<Run> {
  const started = program.start()
  const ended = once(started, 'exit')
  const [message] = (await once(started, 'message')) as [{ orphans: number }]
  return { process: started, orphans: message.orphans, ended }
}

function count(db: Database, sql: string): number {
  return (db.sqlite.prepare(sql).get() as { count: number }).count
}

describe('after kill -9', () => {
  it(
    `every effect is there exactly once, no attempt is counted and nothing is left running (${kills} kills)`,
    async () => {
      program.withDatabase((db) => {
        db.sqlite.exec('CREATE TABLE effects (job_id INTEGER NOT NULL, what TEXT NOT NULL)')
        bindQueue(db, crashRegistry, systemClock)
        const node = (accountId: string) => ({ kind: 'embed' as const, payload: { accountId } })
        transaction(db, (tx) => {
          for (let flow = 0; flow < flows; flow += 1) {
            enqueueFlow(tx, {
              a: node('root'),
              b: { ...node('b'), after: { a: 'fail' } },
              c: { ...node('c'), after: { a: 'fail', b: 'fail' } },
            })
          }
        })
      })
      for (let kill = 0; kill < kills; kill += 1) {
        const run = await start()
        expect(run.orphans).toBe(0)
        // A random moment in the middle of the work is the point of this test; nothing is waited for.
        await sleep(Math.random() * 60)
        run.process.kill('SIGKILL')
        await run.ended
      }
      program.withDatabase((db) =>
        expect(count(db, "SELECT count(*) AS count FROM jobs WHERE status = 'queued'")).toBeGreaterThan(0),
      )
      const last = await start()
      await last.ended

      program.withDatabase((db) => {
        const jobs = flows * 4
        expect(db.sqlite.prepare('SELECT status, attempt, count(*) AS count FROM jobs GROUP BY status, attempt').all()).toEqual([
          { status: 'completed', attempt: 1, count: jobs },
        ])
        expect(count(db, 'SELECT count(*) AS count FROM effects')).toBe(jobs * (batchesOfEachJob + 1))
        expect(count(db, 'SELECT count(*) AS count FROM (SELECT DISTINCT job_id, what FROM effects)')).toBe(
          jobs * (batchesOfEachJob + 1),
        )
        expect(db.sqlite.prepare('SELECT DISTINCT outcome FROM job_attempts').all()).toEqual([{ outcome: 'interrupted' }])
        expect(db.sqlite.prepare('SELECT kind, status, count FROM job_totals').all()).toEqual([
          { kind: 'embed', status: 'completed', count: jobs },
        ])
      })
    },
    isLong ? 1_800_000 : 120_000,
  )
})
