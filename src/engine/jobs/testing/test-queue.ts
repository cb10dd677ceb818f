// A queue of its own for each test: a real database in a temporary folder, a clock that stands still, and a runner that can be restarted.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { type Database, transaction } from '../../db/database.ts'
import { databasePathIn, openDatabase } from '../../db/open.ts'
import type { JobPayload } from '../../../shared/jobs/payloads.ts'
import type { JobKind } from '../../../shared/jobs/vocabulary.ts'
import { silentLogger } from '../../logger.ts'
import { enqueue } from '../enqueue.ts'
import { createJobEvents, type JobEventHub, type JobEvents } from '../events.ts'
import { createRunner, type Runner, type RunnerOptions } from '../runner.ts'
import { createTestClock, type TestClock } from '../../testing/test-clock.ts'
import type { EnqueueOptions, JobRegistry } from '../types.ts'

/** What a test has in its hands. */
export interface TestQueue {
  readonly db: Database
  readonly clock: TestClock
  readonly events: JobEventHub
  readonly runner: Runner
  add<Kind extends JobKind>(kind: Kind, payload: JobPayload<Kind>, options?: EnqueueOptions): number
  /** Starts the runner if need be and waits until nothing can run now. */
  settle(): Promise<void>
  /** {@link TestQueue.settle} for a runner that a test has started itself. */
  settleRunning(): Promise<void>
  /** Makes a new runner as after a kill: the old one is never heard of again, and what it ran is still marked as running. */
  crash(): void
  /** Ends the runner in good order and makes a new one over the same database. */
  restart(): Promise<void>
  /** Collects all events of a name from now on. */
  collect<Name extends keyof JobEvents>(name: Name): JobEvents[Name][]
  /** Rows of any query. */
  rows(sql: string, ...parameters: unknown[]): unknown[]
  close(): Promise<void>
}

/** Makes a queue over these kinds. */
export function createTestQueue(registry: Partial<JobRegistry>, options: Partial<RunnerOptions> = {}): TestQueue {
  const folder = mkdtempSync(path.join(tmpdir(), 'omnicrm-queue-'))
  const db = openDatabase(databasePathIn(folder))
  const clock = createTestClock()
  const events = createJobEvents(silentLogger)
  let boots = 0
  let isStarted = false
  const newRunner = (): Runner =>
    createRunner({
      db,
      registry,
      clock,
      logger: silentLogger,
      bootId: `boot ${(boots += 1)}`,
      events,
      random: () => 0.5,
      ...options,
    })
  let runner = newRunner()
  return {
    db,
    clock,
    events,
    get runner() {
      return runner
    },
    add: (kind, payload, enqueueOptions) => transaction(db, (tx) => enqueue(tx, kind, payload, enqueueOptions)),
    async settle() {
      if (!isStarted) runner.start()
      isStarted = true
      await runner.runUntilIdle({ waitForRetriesMs: -1 })
    },
    async settleRunning() {
      isStarted = true
      await runner.runUntilIdle({ waitForRetriesMs: -1 })
    },
    crash() {
      // Whatever the runner writes as it stops is undone: a kill would have let it write nothing. Its processors can write nothing more.
      const killed = new Error('killed')
      try {
        transaction(db, () => {
          void runner.stop(0)
          throw killed
        })
      } catch (error) {
        if (error !== killed) throw error
      }
      runner = newRunner()
      isStarted = false
    },
    async restart() {
      await runner.stop(0)
      runner = newRunner()
      isStarted = false
    },
    collect(name) {
      const collected: JobEvents[typeof name][] = []
      events.on(name, (event) => collected.push(event))
      return collected
    },
    rows: (sql, ...parameters) => db.sqlite.prepare(sql).all(...parameters),
    async close() {
      await runner.stop(0)
      db.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
