// What the command line answers when it cannot do what it is told: one sentence, one cure, one exit code for scripts.
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { commandNames } from '../shared/command-names.ts'
import { databasePathIn, openDatabase } from '../engine/db/open.ts'
import { runCli } from './testing/run-cli.ts'

const timeout = 120_000
let folder: string
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'omnicrm-cli-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('wrong usage ends with exit code 2 and changes nothing', { timeout }, () => {
  it.each([
    [['frobnicate'], "unknown command 'frobnicate'"],
    [['status', '--loud'], "unknown option '--loud'"],
    [['import'], "missing required argument 'paths'"],
    [['search', 'x', '--limit', '0'], 'A whole number from 1 to 500.'],
    [['connect', 'google'], '--client-id'],
    [['import', '/no/such/file.eml'], 'There is no file or folder /no/such/file.eml.'],
    [['jobs', '--status', 'tired'], '"tired" is not a status.'],
    [['jobs', 'retry', 'first'], '"first" is not an id.'],
    [['rebuild', '--stage', 'foo'], 'Allowed choices are normalize, mails, events, series, contacts, identities, embed, all.'],
    [['sync', '--account', 'nosuch'], 'There is no such account: "nosuch".'],
  ])('%j', async (args, said) => {
    const { code, stdout, stderr } = await runCli(args, { OMNICRM_DATA_DIR: path.join(folder, 'usage') })
    expect([code, stdout]).toEqual([2, ''])
    expect(stderr).toContain(said)
  })

  it.each([['frobnicate'], ['status', '--loud'], ['rebuild', '--stage', 'foo']])(
    'under --json as an object: %s',
    async (...args) => {
      const { code, json } = await runCli([...args, '--json'], { OMNICRM_DATA_DIR: path.join(folder, 'usage') })
      expect([code, json]).toEqual([
        2,
        { error: { kind: 'invalid_input', message: expect.any(String), hint: expect.any(String) } },
      ])
    },
  )

  it('the help lists every command that the installed app knows, and the exit codes', async () => {
    const { code, stdout } = await runCli(['--help'])
    expect(code).toBe(0)
    expect([...stdout.matchAll(/^ {2}([a-z-]+)(?: [[<].*| {2,}.*)?$/gm)].map(([, name = '']) => name).toSorted()).toEqual(
      [...commandNames].toSorted(),
    )
    for (const exitCode of [0, 1, 2, 3, 4, 5]) expect(stdout).toMatch(new RegExp(`^ +${exitCode} {2}\\w`, 'm'))
  })

  it('a stand-in for Google on another computer', async () => {
    const { code, stderr } = await runCli(['status', '--data-dir', folder], { OMNICRM_GOOGLE_ORIGIN: 'http://example.com' })
    expect(code).toBe(2)
    expect(stderr).toContain('OMNICRM_GOOGLE_ORIGIN')
  })
})

describe('a data folder that cannot be used', { timeout }, () => {
  it('because nothing can be written there', async () => {
    // Permissions do not stop root, but nobody makes folders in the kernel's own file system.
    const isRoot = process.getuid?.() === 0
    if (!isRoot) chmodSync(folder, 0o500)
    const { code, stderr, json } = await runCli([
      'sample',
      '--json',
      '--data-dir',
      path.join(isRoot ? '/sys/kernel' : folder, 'omnicrm'),
    ])
    chmodSync(folder, 0o700)
    expect([code, json]).toEqual([1, { error: expect.objectContaining({ kind: 'read_only' }) }])
    expect(stderr).toContain('OmniCRM cannot write to')
    expect(stderr).toContain('Give yourself write access to this folder')
  })

  it('because it is damaged: the newest good backup is named', async () => {
    const dataFolder = path.join(folder, 'damaged')
    const backup = path.join(dataFolder, 'backups', 'omnicrm-20261127-170500.db')
    openDatabase(backup).close()
    writeFileSync(path.join(dataFolder, 'backups', 'omnicrm-20261128-170500.db'), 'not this one')
    writeFileSync(databasePathIn(dataFolder), 'This is not a database. '.repeat(500))
    const { code, stderr } = await runCli(['status', '--data-dir', dataFolder])
    expect([code, stderr]).toEqual([1, expect.stringContaining(`restore "${backup}"`)])
    expect((await runCli(['restore', backup, '--data-dir', dataFolder])).code).toBe(0)
    expect((await runCli(['check', '--data-dir', dataFolder])).code).toBe(0)
  })

  it('because a newer version has made it', async () => {
    const dataFolder = path.join(folder, 'newer')
    const db = openDatabase(databasePathIn(dataFolder))
    db.sqlite.pragma('user_version = 9999')
    db.close()
    const { code, stderr } = await runCli(['process-jobs', '--data-dir', dataFolder])
    expect(code).toBe(1)
    expect(stderr).toContain('made by a newer version of OmniCRM')
  })
})
