// The exit code tells what came of this run: nothing left undone passes for done, and nothing of another day counts against it.
import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Database, transaction } from '../engine/db/database.ts'
import { databasePathIn, openDatabase } from '../engine/db/open.ts'
import { setPartHealth } from '../engine/db/queries/accounts/set-part-health.ts'
import { upsertAccount } from '../engine/db/queries/accounts/upsert-account.ts'
import { addPause } from '../engine/db/queries/jobs/add-pause.ts'
import { bucketScopeName } from '../engine/db/queries/jobs/pause-row.ts'
import { googleBucket } from '../engine/google/google-bucket.ts'
import { approveEverything } from '../engine/sources/google/testing/approve-everything.ts'
import { type CliRun, runCli } from './testing/run-cli.ts'

let folder: string
let mail: string
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'omnicrm-cli-'))
  mail = path.join(folder, 'one.eml')
  writeFileSync(mail, 'From: a@example.com\nTo: b@example.com\nDate: Tue, 3 Mar 2026 10:00:00 +0000\n\nHello.\n')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const omnicrm = (...args: string[]): Promise<CliRun> =>
  runCli([...args, '--data-dir', path.join(folder, 'data')], { OMNICRM_GOOGLE_ORIGIN: 'http://127.0.0.1:9' })

function prepare(work: (db: Database) => void): void {
  const db = openDatabase(databasePathIn(path.join(folder, 'data')))
  work(db)
  db.close()
}

const ended = { status: 'needs_reconnect', reason: 'Google ended the sign-in.', waitingUntilMs: null } as const

/** An account with mail that was approved. */
function connectAda(db: Database): void {
  const scopes = ['https://www.googleapis.com/auth/gmail.readonly']
  const ada = { id: 'google:ada', kind: 'google', email: 'ada@example.com', displayName: 'Ada', scopes, now: 1 } as const
  transaction(db, (tx) => upsertAccount(tx, ada))
  approveEverything(db, ada.id, 1)
}

describe('what is left undone', { timeout: 120_000 }, () => {
  it('for a pause is told, and is not done', async () => {
    await omnicrm('jobs', 'pause')
    const { code, stderr } = await omnicrm('import', mail)
    expect([code, stderr]).toEqual([1, '1 job did not run: Paused by you. "jobs resume" lets jobs run again.\n'])
    await omnicrm('jobs', 'resume')
    expect(await omnicrm('process-jobs')).toMatchObject({ code: 0, stderr: '' })
  })

  it('because Google wants to be left alone is told with the time', async () => {
    const untilMs = Date.now() + 3_600_000
    prepare((db) => {
      connectAda(db)
      transaction(db, (tx) => {
        const reason = 'Google asks for a pause.'
        addPause(tx, { scope: bucketScopeName(googleBucket('google:ada')), reason, untilAt: untilMs }, Date.now())
        setPartHealth(tx, 'google:ada', ['mail'], { status: 'waiting', reason, waitingUntilMs: untilMs })
      })
    })
    const { code, stderr } = await omnicrm('sync')
    const time = new Date(untilMs).toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' })
    expect(code).toBe(1)
    expect(stderr).toContain(`did not run: Google asks for a pause. Waiting for Google until ${time}.`)
  })

  it('for want of any account says how to connect one', async () => {
    const { code, stderr } = await omnicrm('sync')
    expect([code, stderr]).toEqual([1, expect.stringContaining('Connect one with "connect google')])
  })
})

describe('what is not of this run does not count', { timeout: 120_000 }, () => {
  it('neither a job that failed before, nor an account that it did not want', async () => {
    prepare((db) => {
      connectAda(db)
      transaction(db, (tx) => setPartHealth(tx, 'google:ada', ['mail'], ended))
      db.prepare(
        `INSERT INTO jobs (kind, status, priority, lane, run_at, max_attempts, created_at, finished_at, error, payload)
         VALUES ('prune', 'failed', 2, 'prune||', 0, 3, 1, 2, 'Long ago.', '{}')`,
      ).run()
    })
    expect(await omnicrm('import', mail)).toMatchObject({ code: 0, stderr: '' })
    const { code, stderr } = await omnicrm('sync')
    expect([code, stderr]).toEqual([4, expect.stringContaining('Google ended the sign-in.')])
  })
})

describe('backup', { timeout: 120_000 }, () => {
  it('tells where it is and how large, and overwrites nothing unasked', async () => {
    const file = path.join(folder, 'copy.db')
    const made = await omnicrm('backup', file, '--json')
    expect(made).toMatchObject({ code: 0, json: { path: file, bytes: statSync(file).size } })
    const again = await omnicrm('backup', file)
    expect([again.code, again.stderr]).toEqual([1, expect.stringContaining('--force')])
    expect((await omnicrm('backup', file, '--force')).stdout).toMatch(/^Written to .*copy\.db, \d+\.\d MB\.\n$/)
  })

  it('is restored: the workspace is as it was, and what came in between is kept', async () => {
    const file = path.join(folder, 'copy.db')
    await omnicrm('import', mail)
    const before = (await omnicrm('digest', '--json')).json
    await omnicrm('backup', file)
    writeFileSync(mail, 'From: c@example.com\nTo: b@example.com\nDate: Tue, 4 Mar 2026 10:00:00 +0000\n\nLater.\n')
    await omnicrm('import', mail)
    expect((await omnicrm('digest', '--json')).json).not.toEqual(before)
    const restored = await omnicrm('restore', file, '--json')
    expect(restored).toMatchObject({ code: 0, json: { restored: file, counts: { interactions: 1 } } })
    expect((await omnicrm('digest', '--json')).json).toEqual(before)
    expect(existsSync((restored.json as { keptAs: string }).keptAs)).toBe(true)
    // The job that made the copy is in the copy; it must not be made once more.
    const writtenAtMs = statSync(file).mtimeMs
    expect(await omnicrm('process-jobs')).toMatchObject({ code: 0 })
    expect(statSync(file).mtimeMs).toBe(writtenAtMs)
  })

  it('that cannot be written fails at once with the path', async () => {
    const file = path.join(mail, 'copy.db')
    const { code, stderr } = await omnicrm('backup', file)
    expect([code, stderr]).toEqual([
      1,
      expect.stringContaining(`Nothing can be written to ${file}: a part of the path is a file.`),
    ])
    expect(existsSync(file)).toBe(false)
  })
})
