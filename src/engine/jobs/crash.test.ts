import type { ChildProcess } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, describe, expect, it } from 'vitest'
import { systemClock } from '../clock.ts'
import { transaction } from '../db/database.ts'
import { batchesOfEachJob, crashRegistry, inFlow } from './testing/crash-child.ts'
import { enqueueFlow } from './enqueue-flow.ts'
import { createKillableProgram, type KillableProgram } from './testing/killable-program.ts'
import { bindQueue } from './queue-binding.ts'

const isLong = process.env['OMNICRM_TEST_LONG'] === '1'
const kills = isLong ? 200 : 8
const flows = kills * 20

const programs: KillableProgram[] = []
afterEach(() => {
  for (const program of programs.splice(0)) program.dispose()
})

/** A start of the program. */
interface Run {
  readonly process: ChildProcess
  /** How many jobs were marked as running right after the start. */
  readonly orphans: number
  readonly ended: Promise<unknown>
}

async function start(program: KillableProgram): Promise<Run> {
  const started = program.start()
  const ended = once(started, 'exit')
  const [message] = (await once(started, 'message')) as [{ orphans: number }]
  return { process: started, orphans: message.orphans, ended }
}

/** A program with the same flows before it as every other one. */
function createProgram(): KillableProgram {
  const program = createKillableProgram(new URL('testing/crash-child.ts', import.meta.url))
  programs.push(program)
  program.withDatabase((db) => {
    db.sqlite.exec('CREATE TABLE effects (contact INTEGER NOT NULL, what TEXT NOT NULL)')
    bindQueue(db, crashRegistry, systemClock)
    transaction(db, (tx) => {
      for (let flow = 1; flow <= flows; flow += 1) {
        const node = (place: number) => ({ kind: 'insight' as const, payload: { contactId: flow * 10 + place } })
        enqueueFlow(tx, {
          a: node(inFlow.root),
          b: { ...node(inFlow.child), after: { a: 'fail' } },
          c: { ...node(inFlow.grandchild), after: { a: 'fail', b: 'fail' } },
        })
      }
    })
  })
  return program
}

/** Everything that jobs have brought about, and how each of them ended; which id a job was given and when it ran is left out. */
function digestOf(program: KillableProgram): string {
  return program.withDatabase((db) => {
    const hash = createHash('sha256')
    for (const sql of [
      'SELECT contact, what FROM effects ORDER BY contact, what',
      'SELECT payload, status, attempt, max_attempts, checkpoint, result, error FROM jobs ORDER BY payload, id',
      'SELECT kind, status, count FROM job_totals ORDER BY kind, status',
    ]) {
      for (const row of db.sqlite.prepare(sql).iterate()) hash.update(JSON.stringify(row))
    }
    return hash.digest('hex')
  })
}

describe('after kill -9', () => {
  it(
    `everything is as after an undisturbed run, no attempt is counted and nothing is left running (${kills} kills)`,
    async () => {
      const undisturbed = createProgram()
      const whole = await start(undisturbed)
      const beganAt = performance.now()
      await whole.ended
      const wholeMs = performance.now() - beganAt

      const program = createProgram()
      let killed = 0
      for (let kill = 0; kill < kills; kill += 1) {
        const run = await start(program)
        expect(run.orphans).toBe(0)
        // A random moment in the middle of the work is the point of this test; nothing is waited for. Together they span most of the whole run.
        await Promise.race([sleep((Math.random() * 1.4 * wholeMs) / kills), run.ended])
        if (run.process.exitCode !== null) break
        run.process.kill('SIGKILL')
        await run.ended
        killed += 1
      }
      const last = await start(program)
      expect(last.orphans).toBe(0)
      await last.ended

      expect(killed).toBeGreaterThan(kills / 2)
      expect(digestOf(program)).toBe(digestOf(undisturbed))
      program.withDatabase((db) => {
        const { count } = db.sqlite.prepare('SELECT count(*) AS count FROM effects').get() as { count: number }
        expect(count).toBe(flows * 4 * (batchesOfEachJob + 1))
        expect(db.sqlite.prepare('SELECT DISTINCT outcome FROM job_attempts').all()).toEqual([{ outcome: 'interrupted' }])
      })
    },
    isLong ? 1_800_000 : 120_000,
  )
})
