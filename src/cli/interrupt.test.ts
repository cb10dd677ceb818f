// Ctrl+C in the middle of work: an orderly end, and nothing is lost.
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { databasePathIn, openReader } from '../engine/db/open.ts'
import { runCli, startCli } from './testing/run-cli.ts'

const mailCount = 800
let root: string
let dataFolder: string
let mailbox: string

beforeAll(() => {
  root = mkdtempSync(path.join(tmpdir(), 'omnicrm-cli-interrupt-'))
  dataFolder = path.join(root, 'data')
  mailbox = path.join(root, 'all.mbox')
  const mails = Array.from({ length: mailCount }, (_, index) =>
    [
      'From x@example.org Tue Mar  3 10:00:00 2026',
      `From: Person ${index % 50} <person${index % 50}@example.org>`,
      'To: ada@example.com',
      `Subject: Note ${index}`,
      `Message-ID: <${index}@example.org>`,
      'Date: Tue, 3 Mar 2026 10:00:00 +0000',
      '',
      `This is note ${index}.`,
      '',
      '',
    ].join('\n'),
  )
  writeFileSync(mailbox, mails.join(''))
})

afterAll(() => rmSync(root, { recursive: true, force: true }))

function count(sql: string): number {
  if (!existsSync(databasePathIn(dataFolder))) return 0
  const db = openReader(databasePathIn(dataFolder))
  try {
    return Number(db.sqlite.prepare(sql).pluck().get())
  } finally {
    db.close()
  }
}

it('keeps what was done and says so; the next run goes on with the rest', { timeout: 240_000 }, async () => {
  const { child, ended } = startCli(['import', mailbox, '--data-dir', dataFolder, '--json'])
  await vi.waitUntil(() => existsSync(path.join(dataFolder, 'omnicrm.lock.json')), { timeout: 60_000 })
  await vi.waitUntil(() => count("SELECT count(*) FROM sqlite_schema WHERE name = 'interactions'") === 1, { timeout: 60_000 })
  await vi.waitUntil(() => count('SELECT count(*) FROM interactions') > 100, { timeout: 60_000 })
  // As under npm, where the terminal and npm both pass it on.
  child.kill('SIGINT')
  child.kill('SIGINT')
  const interrupted = await ended
  expect(interrupted).toMatchObject({ code: 1, json: { error: { kind: 'cancelled', message: 'Interrupted.' } } })
  expect(interrupted.stderr).toContain('What was done is kept')
  expect(existsSync(`${databasePathIn(dataFolder)}-wal`)).toBe(false)
  expect(count("SELECT count(*) FROM jobs WHERE status = 'processing'")).toBe(0)
  expect(count("SELECT count(*) FROM jobs WHERE status = 'queued'")).toBeGreaterThan(0)

  const next = await runCli(['process-jobs', '--data-dir', dataFolder, '--json'])
  expect(next).toMatchObject({
    code: 0,
    json: { counts: { rawEvents: mailCount, rawEventsFailed: 0, interactions: mailCount, embeddings: mailCount } },
  })
  expect(count('SELECT count(*) - count(DISTINCT source_key) FROM interactions')).toBe(0)
})
