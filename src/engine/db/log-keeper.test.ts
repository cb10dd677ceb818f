import { statSync } from 'node:fs'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createTestClock, type TestClock } from '../testing/test-clock.ts'
import { startLogWriter } from '../threads/start-log-writer.ts'
import { LogKeeper } from './log-keeper.ts'
import type { LogWriter, WriteBack } from './log-writer.ts'
import { writeGateOpen } from './write-gate.ts'
import { createTestDatabase, type TestDatabase } from './testing/test-database.ts'

let test: TestDatabase
let clock: TestClock
const silent = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined }

beforeEach(() => {
  test = createTestDatabase()
  clock = createTestClock()
})
afterEach(() => test.dispose())

/** Writes about so many megabytes, each in a transaction of its own. */
function write(megabytes: number): void {
  const put = test.db.sqlite.prepare(
    "INSERT INTO settings VALUES ('big', ?, 0) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
  )
  for (let index = 0; index < megabytes; index += 1) put.run(String(index % 10).repeat(1024 * 1024))
}
function logMegabytes(): number {
  return Math.round(statSync(`${test.db.path}-wal`).size / (1024 * 1024))
}
/** Counts the calls on their way to a real thread. */
function watch(writer: LogWriter): { writer: LogWriter; calls: Promise<WriteBack>[] } {
  const calls: Promise<WriteBack>[] = []
  const writeBack = (): Promise<WriteBack> => {
    const call = writer.writeBack()
    calls.push(call)
    return call
  }
  return { writer: { writeBack, close: () => writer.close() }, calls }
}

it('has another thread write the log back, and lets a long log begin anew', async () => {
  const { writer, calls } = watch(startLogWriter(test.db.path))
  const keeper = new LogKeeper({ db: test.db, writer, clock, logger: silent })
  write(20)
  keeper.noteWrites()
  keeper.noteWrites()
  clock.advance(1_000)
  await expect.poll(() => calls).toHaveLength(2)
  await writeGateOpen(test.db)
  const before = logMegabytes()
  write(20)
  expect([before >= 20, logMegabytes()]).toEqual([true, before])
  await keeper.stop()
})

it('does nothing while nothing is written, and once for many writes', async () => {
  const { writer, calls } = watch(startLogWriter(test.db.path))
  const keeper = new LogKeeper({ db: test.db, writer, clock, logger: silent })
  clock.advance(60_000)
  expect(calls).toHaveLength(0)
  for (let note = 0; note < 100; note += 1) keeper.noteWrites()
  clock.advance(60_000)
  await keeper.stop()
  expect(calls).toHaveLength(1)
})

it('goes back to writing the log back in the engine when the thread cannot', async () => {
  let heard: unknown
  const writer: LogWriter = { writeBack: () => Promise.reject(new Error('no such file')), close: () => Promise.resolve() }
  const logger = { ...silent, warn: (_: string, fields?: object) => (heard = fields) }
  const keeper = new LogKeeper({ db: test.db, writer, clock, logger })
  keeper.noteWrites()
  clock.advance(1_000)
  await expect.poll(() => heard).toEqual({ reason: 'no such file' })
  expect(test.db.sqlite.pragma('wal_autocheckpoint', { simple: true })).toBe(1_000)
  await keeper.stop()
})
