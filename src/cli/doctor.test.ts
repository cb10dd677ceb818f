// The doctor is asked when something is wrong: he tells all he finds, whatever else is broken, and his report gives nobody away.
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Finding } from '../engine/diagnostics/examine.ts'
import { logFolderIn } from '../engine/data-folder/data-folder.ts'
import { databasePathIn, openDatabase } from '../engine/db/open.ts'
import { type CliRun, runCli } from './testing/run-cli.ts'

let root: string
let dataFolder: string
beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'omnicrm-doctor-'))
  dataFolder = path.join(root, 'data')
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

const omnicrm = (...args: string[]): Promise<CliRun> => runCli([...args, '--data-dir', dataFolder])
const findingsOf = ({ json }: CliRun): Finding[] => (json as { findings: Finding[] }).findings
const names = ['system', 'Node', 'Electron', 'SQLite', 'sqlite-vec', 'embedding model', 'data folder', 'free space']
const allNames = [...names, 'database', 'backups', 'keychain', 'Google']

describe('the doctor', { timeout: 120_000 }, () => {
  it('finds nothing wrong where there is nothing yet, and makes nothing', async () => {
    const run = await omnicrm('doctor', '--json')
    expect(findingsOf(run).map(({ name }) => name)).toEqual(allNames)
    expect(findingsOf(run)).toContainEqual({ name: 'database', value: 'none yet', ok: true })
    expect(existsSync(dataFolder)).toBe(false)
  })

  it.each([
    ['is damaged', () => writeFileSync(databasePathIn(dataFolder), 'no database '.repeat(500)), 'is damaged'],
    ['is of a newer version', () => setVersion(9999), 'newer version of OmniCRM'],
  ])('tells all other findings when the database %s', async (_what, prepare, said) => {
    mkdirSync(dataFolder, { mode: 0o700 })
    prepare()
    const before = readFileSync(databasePathIn(dataFolder))
    const run = await omnicrm('doctor', '--json')
    expect([run.code, findingsOf(run).map(({ name }) => name)]).toEqual([1, allNames])
    expect(findingsOf(run).find(({ name }) => name === 'database')).toMatchObject({
      ok: false,
      value: expect.stringContaining(said),
    })
    expect(findingsOf(run).find(({ name }) => name === 'embedding model')).toMatchObject({ ok: true })
    expect(readFileSync(databasePathIn(dataFolder)).equals(before)).toBe(true)
  })

  it('writes a report without addresses and tokens, for its owner only', async () => {
    const db = openDatabase(databasePathIn(dataFolder))
    db.sqlite.exec(
      "INSERT INTO accounts (id, kind, email, display_name, created_at) VALUES ('google:1', 'google', 'ada@example.com', 'Ada Example', 1)",
    )
    db.close()
    mkdirSync(logFolderIn(dataFolder), { recursive: true })
    writeFileSync(path.join(logFolderIn(dataFolder), 'omnicrm.log'), 'Mail to grace@example.org refused: Bearer abcdef\n')
    const report = path.join(root, 'report.txt')
    expect((await omnicrm('doctor', '--export', report)).stdout).toContain(`Written to ${report}`)
    const text = readFileSync(report, 'utf8')
    expect(text).toContain('account: google, ok')
    expect(text).toContain('Mail to [address] refused: Bearer [secret]')
    expect(text).not.toMatch(/example\.|Ada|abcdef/)
    expect(statSync(report).mode & 0o777).toBe(0o600)
    const refused = await omnicrm('doctor', '--export', path.join(report, 'below'))
    expect([refused.code, refused.stderr]).toEqual([1, expect.stringContaining('a part of the path is a file')])
  })
})

it('the report is written also when the log cannot be read, and says so', async () => {
  mkdirSync(path.join(logFolderIn(dataFolder), 'omnicrm.log'), { recursive: true })
  const report = path.join(root, 'report.txt')
  await omnicrm('doctor', '--export', report)
  expect(readFileSync(report, 'utf8')).toMatch(/== Log ==\nIt cannot be read: /)
}, 120_000)

it('a check of a damaged database names the problem as such', async () => {
  mkdirSync(dataFolder)
  writeFileSync(databasePathIn(dataFolder), 'no database '.repeat(500))
  const { code, json } = await omnicrm('check', '--json')
  expect([code, json]).toEqual([1, { ok: false, problems: [expect.stringContaining('is damaged')] }])
}, 120_000)

function setVersion(version: number): void {
  const db = openDatabase(databasePathIn(dataFolder))
  db.sqlite.pragma(`user_version = ${version}`)
  db.sqlite.pragma('journal_mode = DELETE')
  db.close()
}
