// What the tests share that let the program die: a program in a process of its own, and the database that it leaves behind.
import { type ChildProcess, fork } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { systemClock } from '../../clock.ts'
import type { Database } from '../../db/database.ts'
import { databasePathIn, openDatabase } from '../../db/open.ts'
import { silentLogger } from '../../logger.ts'
import { createJobEvents } from '../events.ts'
import { createRunner } from '../runner.ts'
import type { JobRegistry } from '../types.ts'

/** A program that may be started, and die, any number of times over one database. */
export interface KillableProgram {
  /** Starts it. The caller sees to its end. */
  start(): ChildProcess
  /** Opens the database while the program does not run, and closes it again. */
  withDatabase<Value>(work: (db: Database) => Value): Value
  /** Removes the database. */
  dispose(): void
}

/** Makes a database in a temporary folder for the program in the file `programUrl`, which calls {@link workToTheEnd}. */
export function createKillableProgram(programUrl: URL): KillableProgram {
  const folder = mkdtempSync(path.join(tmpdir(), 'omnicrm-killable-'))
  const databasePath = databasePathIn(folder)
  return {
    start: () => fork(programUrl, [databasePath], { execArgv: [] }),
    withDatabase(work) {
      const db = openDatabase(databasePath)
      try {
        return work(db)
      } finally {
        db.close()
      }
    },
    dispose: () => rmSync(folder, { recursive: true, force: true }),
  }
}

/** The whole of such a program: runs jobs until nothing is left to do. `started` is called once the runner has, before any job. */
export async function workToTheEnd(
  registry: Partial<JobRegistry>,
  started: (db: Database) => void = () => undefined,
): Promise<void> {
  const [databasePath] = process.argv.slice(2)
  if (databasePath === undefined) throw new Error('the program is told its database as its argument')
  const db = openDatabase(databasePath)
  const runner = createRunner({
    db,
    registry,
    clock: systemClock,
    logger: silentLogger,
    bootId: `${process.pid} ${Math.random()}`,
    events: createJobEvents(silentLogger),
  })
  runner.start()
  started(db)
  await runner.runUntilIdle()
  await runner.stop()
  db.close()
}
