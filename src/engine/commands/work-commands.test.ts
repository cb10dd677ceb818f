import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { databasePathIn, openReader } from '../db/open.ts'
import { withTestEngine } from '../testing/test-engine.ts'

let dataFolder: string

beforeEach(() => {
  dataFolder = mkdtempSync(path.join(tmpdir(), 'omnicrm-launch-'))
})
afterEach(() => rmSync(dataFolder, { recursive: true }))

/** The kinds of the jobs that there are, in the order in which they were made. */
function kinds(): unknown[] {
  const db = openReader(databasePathIn(dataFolder))
  try {
    return db.prepare('SELECT DISTINCT kind FROM jobs ORDER BY id').pluck().all()
  } finally {
    db.close()
  }
}

it('keeps house at every launch, also where a person wants no sync then', async () => {
  await withTestEngine(dataFolder, async (engine) => {
    await engine.handle('settings.update', { syncAtLaunch: false })
    await engine.handle('engine.startWork', { enqueueLaunchJobs: true })
    await engine.handle('engine.waitUntilIdle', {})
  })
  expect(kinds()).toEqual(['prune'])
})
