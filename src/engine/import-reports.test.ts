// Imports real files with the whole engine, and holds the report against what is stored and what is not.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { EventPayload } from '../shared/ipc/contract.ts'
import { systemClock } from './clock.ts'
import { startEngine } from './engine.ts'
import { silentLogger } from './logger.ts'
import { oneVectorEmbedder } from './testing/one-vector-embedder.ts'
import type { EngineHandle } from './threads/engine-protocol.ts'

let folder: string
let engine: EngineHandle
let reports: EventPayload<'imports.finished'>[]

beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'omnicrm-report-'))
  mkdirSync(path.join(folder, 'mails'))
  reports = []
  engine = await startEngine(
    {
      dataFolder: path.join(folder, 'data'),
      bootId: 'test',
      googleOrigin: null,
      runsSchedules: false,
      clock: systemClock,
      logger: silentLogger,
    },
    {
      host: {
        getAccessToken: () => Promise.reject(new Error('files need no sign-in')),
        emit: (name, payload) => {
          if (name === 'imports.finished') reports.push(payload as EventPayload<'imports.finished'>)
        },
      },
      embedder: oneVectorEmbedder,
    },
  )
  await engine.handle('engine.startWork', { enqueueLaunchJobs: false })
})
afterEach(async () => {
  await engine.stop(1_000)
  rmSync(folder, { recursive: true, force: true })
})

async function importAll(): Promise<number> {
  const { jobId } = await engine.handle('files.import', { paths: [path.join(folder, 'mails')] })
  await engine.handle('engine.waitUntilIdle', {})
  return jobId
}

const put = (name: string, content: string | Buffer): void => writeFileSync(path.join(folder, 'mails', name), content)
const mail = (id: string): string =>
  `From: Ada <ada@example.com>\nTo: bob@example.org\nSubject: ${id}\nMessage-ID: <${id}@example.com>\nDate: Tue, 3 Mar 2026 10:00:00 +0000\n\nText\n`

test('each import is told once, with what came in, what was there, what could not be read, and never what failed in another', async () => {
  put('a.eml', mail('a'))
  put('b.eml', Buffer.from([0, 1, 2, 3, 255, 254]))
  put('c.ics', 'BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:e1\nDTSTART:never\nEND:VEVENT\nEND:VCALENDAR\n')
  const first = await importAll()
  rmSync(path.join(folder, 'mails', 'b.eml'))
  rmSync(path.join(folder, 'mails', 'c.ics'))
  put('d.eml', mail('d'))
  const second = await importAll()
  expect(reports).toEqual([
    { jobId: first, imported: 1, unchanged: 0, failed: 2 },
    { jobId: second, imported: 1, unchanged: 1, failed: 0 },
  ])
})
