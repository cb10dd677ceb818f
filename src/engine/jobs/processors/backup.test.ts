import {
  closeSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { JobPayload } from '../../../shared/jobs/payloads.ts'
import { backupFolderIn, backupName, listBackups } from '../../db/care/backups.ts'
import type { Database } from '../../db/database.ts'
import { databasePathIn, openDatabase, openReader } from '../../db/open.ts'
import { readDatabaseBytes } from '../../db/queries/jobs/read-database-bytes.ts'
import { createTestClock, type TestClock } from '../../testing/test-clock.ts'
import { runJob, type RunJobReport } from '../testing/run-job.ts'
import { testDefinition } from '../testing/test-definition.ts'
import { createBackup } from './backup.ts'
import { countKept, leftFreeBytes, mostBackupsKept } from './backup-room.ts'

let folder: string
let db: Database
let clock: TestClock
let freeBytes: number | null
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'omnicrm-backup-'))
  db = openDatabase(databasePathIn(folder))
  clock = createTestClock()
  freeBytes = 1e12
})
afterEach(() => {
  db.close()
  rmSync(folder, { recursive: true, force: true })
})

const definition = testDefinition<'backup'>(
  createBackup(() => freeBytes),
  { maxAttempts: 5, backoff: { baseMs: 60_000, maxMs: 60_000 } },
)
const files = (): string[] => listBackups(folder).map(({ file }) => file)

/** Makes one a minute after the one before. */
function make(payload: JobPayload<'backup'> = {}): Promise<RunJobReport> {
  clock.advance(60_000)
  return runJob(db, definition, 'backup', payload, { clock })
}

describe('backup', () => {
  it('copies a consistent database that only its owner may read, and keeps the last few', async () => {
    db.sqlite.exec("INSERT INTO settings VALUES ('kept', '1', 0)")
    let last = ''
    for (let run = 0; run < mostBackupsKept + 2; run += 1) {
      const report = await make()
      expect(report.status).toBe('completed')
      last = (report.result as { path: string }).path
    }
    expect(readdirSync(path.join(folder, 'backups'))).toHaveLength(mostBackupsKept)
    expect(statSync(last).mode & 0o777).toBe(0o600)
    const copy = openReader(last)
    expect(copy.sqlite.pragma('integrity_check', { simple: true })).toBe('ok')
    expect(copy.sqlite.prepare("SELECT key FROM settings WHERE key = 'kept'").all()).toEqual([{ key: 'kept' }])
    copy.close()
  })

  it('writes to the file that a person names, and leaves nothing behind where it cannot', async () => {
    const target = path.join(folder, 'mine', 'copy.db')
    await make({ toPath: target })
    expect(existsSync(target)).toBe(true)
    expect(readdirSync(path.dirname(target))).toEqual(['copy.db'])
  })

  it.each([
    ['below a file', 'omnicrm.db/copy.db', 'a part of the path is a file'],
    ['a folder', 'backups', 'there is a folder of this name'],
    ['the database itself', 'omnicrm.db', 'it is the workspace itself'],
  ])('fails at once, with the path, where nothing can be written: %s', async (_what, name, reason) => {
    mkdirSync(path.join(folder, 'backups'), { recursive: true })
    const before = readdirSync(folder)
    const toPath = path.join(folder, name)
    const report = await make({ toPath })
    expect(report).toMatchObject({ status: 'failed', error: `Nothing can be written to ${toPath}: ${reason}.` })
    expect(readdirSync(folder)).toEqual(before)
  })

  it('removes what was left of one that was being made when the program was killed', async () => {
    mkdirSync(path.join(folder, 'backups'))
    writeFileSync(path.join(folder, 'backups', 'omnicrm-20260101-030000.db.unfinished'), 'half')
    await make()
    expect(readdirSync(path.join(folder, 'backups'))).toEqual([path.basename(files()[0] ?? '')])
  })

  it('refuses a copy that is damaged, and keeps the good one from before', async () => {
    await make()
    const before = files()
    const rootPage = Number(db.sqlite.prepare("SELECT rootpage FROM sqlite_schema WHERE name = 'interactions'").pluck().get())
    const pageSize = Number(db.sqlite.pragma('page_size', { simple: true }))
    db.close()
    const disk = openSync(databasePathIn(folder), 'r+')
    writeSync(disk, Buffer.alloc(pageSize, 0xff), 0, pageSize, (rootPage - 1) * pageSize)
    closeSync(disk)
    db = openDatabase(databasePathIn(folder))
    expect(await make()).toMatchObject({
      status: 'failed',
      error: expect.stringContaining('The copy is damaged'),
      hint: expect.stringContaining('The earlier backups stay.'),
    })
    expect(files()).toEqual(before)
  })
})

describe('backups', () => {
  it.each([
    ['no more than seven', 100, 0, 7],
    ['half of what is free', 8, 0, 4],
    ['half of what would be free without them', 2, 4, 3],
    ['one where there is hardly room for it', 1, 0, 1],
    ['one where there is none', 0, 1, 1],
  ])('that stay: %s', (_what, free, taken, kept) => {
    const databaseBytes = 1_000
    expect(countKept(free * databaseBytes, taken * databaseBytes, databaseBytes)).toBe(kept)
  })

  it('beyond those that may stay go once the new one is there', async () => {
    db.sqlite.exec("INSERT INTO settings VALUES ('large', printf('%.*c', 20000000, 'x'), 0)")
    mkdirSync(backupFolderIn(folder))
    for (let run = 0; run < 6; run += 1) {
      clock.advance(60_000)
      writeFileSync(path.join(backupFolderIn(folder), backupName(clock.now())), '')
    }
    const [newest, second] = files()
    // Room for six of its size: half of that is three.
    freeBytes = 6.5 * readDatabaseBytes(db)
    expect(await make()).toMatchObject({ status: 'completed' })
    expect(files().slice(1)).toEqual([newest, second])
  })

  it('go ahead of a new one where there is no room for it, the oldest first', async () => {
    for (let run = 0; run < 3; run += 1) await make()
    const [newest, middle] = files()
    freeBytes = leftFreeBytes + readDatabaseBytes(db) - 1
    expect(await make()).toMatchObject({ status: 'completed' })
    expect(files().slice(1)).toEqual([newest, middle])
  })

  it('stay where even without the older ones there would be no room, and the job says what to do', async () => {
    for (let run = 0; run < 2; run += 1) await make()
    const before = files()
    freeBytes = 0
    expect(await make()).toMatchObject({
      status: 'failed',
      attempt: 1,
      error: expect.stringMatching(/^A backup needs \d+ MB of room, and only 0 MB are free in /),
      hint: 'Free some space, or make one on another disk: "backup FILE" in a terminal. The backups that there are stay.',
    })
    expect(files()).toEqual(before)
  })

  it('that are good stay until the new one is made: a damaged one goes before them, however new it is', async () => {
    for (let run = 0; run < 2; run += 1) await make()
    const [newest = '', older] = files()
    writeFileSync(newest, Buffer.alloc(statSync(newest).size, 1))
    freeBytes = leftFreeBytes
    expect(await make()).toMatchObject({ status: 'completed' })
    expect(files().slice(1)).toEqual([older])
  })

  it('are made all the same where nobody can tell how much room there is', async () => {
    freeBytes = null
    expect(await make()).toMatchObject({ status: 'completed' })
  })
})
