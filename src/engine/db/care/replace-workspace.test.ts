// A backup takes the workspace's place whole or not at all, and what was there is kept.
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import BetterSqlite3 from 'better-sqlite3'
import * as sqliteVec from 'sqlite-vec'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { migrate, readMigrations } from '../migrate.ts'
import { databasePathIn, openDatabase, openReader } from '../open.ts'
import { backupFolderIn, backupName, findGoodBackup } from './backups.ts'
import { checkAfterCrash } from './check-after-crash.ts'
import { restoreWorkspace, setWorkspaceAside } from './replace-workspace.ts'

const nowMs = Date.UTC(2026, 10, 28, 12)
let folder: string
let file: string
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'omnicrm-care-'))
  file = path.join(folder, 'mine.db')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function makeWorkspace(at: string, setting: string): void {
  const db = openDatabase(at)
  db.prepare("INSERT INTO settings VALUES (?, '1', 0)").run(setting)
  db.close()
}
function readSetting(at: string): unknown {
  const db = openReader(at)
  const key = db.sqlite.prepare('SELECT key FROM settings').pluck().get()
  db.close()
  return key
}
/** Files beside the backup. */
const names = (): string[] => readdirSync(folder).filter((name) => name.startsWith('omnicrm'))
const current = (): string => databasePathIn(folder)

describe('restoring', () => {
  it('puts the backup in place, for its owner only, and keeps what was there', () => {
    makeWorkspace(current(), 'newer')
    makeWorkspace(file, 'older')
    const { keptAs } = restoreWorkspace(folder, file, nowMs)
    expect(readSetting(current())).toBe('older')
    expect(statSync(current()).mode & 0o777).toBe(0o600)
    expect(keptAs).toBe(path.join(folder, 'omnicrm-before-restore-20261128-120000.db'))
    expect(readSetting(keptAs ?? '')).toBe('newer')
  })

  it('plays no log of the old workspace into the new one', () => {
    const open = openDatabase(current())
    open.prepare("INSERT INTO settings VALUES ('newer', '1', 0)").run()
    // As after a crash: the log has what the database does not.
    const crashed = ['', '-wal'].map((suffix) => readFileSync(current() + suffix))
    open.close()
    for (const [index, suffix] of ['', '-wal'].entries()) writeFileSync(current() + suffix, crashed[index] ?? '')
    makeWorkspace(file, 'older')
    const { keptAs } = restoreWorkspace(folder, file, nowMs)
    expect([readSetting(current()), readSetting(keptAs ?? '')]).toEqual(['older', 'newer'])
  })

  it('migrates a backup of an older version', () => {
    const sqlite = new BetterSqlite3(file)
    sqliteVec.load(sqlite)
    migrate(
      sqlite,
      readMigrations().filter(({ version }) => version <= 5),
    )
    sqlite.close()
    restoreWorkspace(folder, file, nowMs)
    const db = openReader(current())
    expect(db.sqlite.pragma('user_version', { simple: true })).toBe(readMigrations().at(-1)?.version)
    db.close()
  })

  it.each([
    ['is not there', () => undefined, 'not_found'],
    ['is damaged', () => damage(file), 'database_corrupt'],
    ['is no database', () => writeFileSync(file, 'no database '.repeat(500)), 'database_corrupt'],
    ['is another program’s', () => new BetterSqlite3(file).exec('CREATE TABLE songs (id)').close(), 'invalid_input'],
    ['is of a newer version', () => new BetterSqlite3(file).exec('PRAGMA user_version = 9999').close(), 'schema_too_new'],
  ])('changes nothing when the file %s', (_what, prepare, kind) => {
    makeWorkspace(current(), 'newer')
    makeWorkspace(file, 'older')
    if (kind === 'not_found' || kind === 'invalid_input') rmSync(file)
    prepare()
    const before = readFileSync(current())
    expect(() => restoreWorkspace(folder, file, nowMs)).toThrow(expect.objectContaining({ kind }))
    expect(readFileSync(current()).equals(before)).toBe(true)
    expect(names()).toEqual(['omnicrm.db'])
  })
})

describe('a damaged workspace', () => {
  it('is found after an unclean end, and only then', () => {
    makeWorkspace(current(), 'kept')
    damage(current())
    const db = openDatabase(current())
    db.sqlite.exec("INSERT INTO runner_boots (boot_id, started_at, ended_at) VALUES ('clean', 1, 2)")
    expect(() => checkAfterCrash(db)).not.toThrow()
    db.sqlite.exec("INSERT INTO runner_boots (boot_id, started_at) VALUES ('crashed', 3)")
    expect(() => checkAfterCrash(db)).toThrow(expect.objectContaining({ kind: 'database_corrupt' }))
    db.close()
  })

  it('is set aside, and the newest backup that is good is found', () => {
    writeFileSync(current(), 'no database '.repeat(500))
    const { keptAs } = setWorkspaceAside(folder, nowMs)
    expect([existsSync(current()), keptAs]).toEqual([false, path.join(folder, 'omnicrm-damaged-20261128-120000.db')])
    expect(findGoodBackup(folder)).toBeNull()
    const good = path.join(backupFolderIn(folder), backupName(nowMs - 1_000))
    makeWorkspace(good, 'good')
    writeFileSync(path.join(backupFolderIn(folder), backupName(nowMs)), 'no database '.repeat(500))
    expect(findGoodBackup(folder)).toEqual({ file: good, madeAtMs: nowMs - 1_000 })
  })
})

/** Overwrites the pages of an index, which no opening looks at. */
function damage(database: string): void {
  const sqlite = new BetterSqlite3(database)
  const root = sqlite.prepare("SELECT rootpage FROM sqlite_schema WHERE name = 'interactions'").pluck().get() as number
  const size = sqlite.pragma('page_size', { simple: true }) as number
  sqlite.close()
  const bytes = readFileSync(database)
  bytes.fill(0xab, (root - 1) * size, root * size)
  writeFileSync(database, bytes)
}
