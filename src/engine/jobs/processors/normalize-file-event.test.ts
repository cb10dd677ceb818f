import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { transaction } from '../../db/database.ts'
import { storeRawEvent } from '../../db/queries/raw-events/store-raw-event.ts'
import { createTestDatabase, type TestDatabase } from '../../db/testing/test-database.ts'
import { runJob } from '../testing/run-job.ts'
import { testDefinition } from '../testing/test-definition.ts'
import { normalizeFileEvent } from './normalize-file-event.ts'

let test: TestDatabase
beforeEach(() => {
  test = createTestDatabase()
  test.db.sqlite.exec(
    "INSERT INTO accounts (id, kind, email, display_name, created_at) VALUES ('a', 'files', 'files', 'Files', 0)",
  )
})
afterEach(() => {
  test.dispose()
  vi.unstubAllEnvs()
})

it('takes a time that names no zone as one of where the computer is', async () => {
  vi.stubEnv('TZ', 'America/New_York')
  const text = 'BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:e\nDTSTART:20260304T100000\nEND:VEVENT\nEND:VCALENDAR\n'
  const event = {
    source: 'file_event',
    container: 'work.ics',
    externalId: 'e',
    contentHash: text,
    goneAt: null,
    seenAt: 0,
  } as const
  transaction(test.db, (tx) => storeRawEvent(tx, { ...event, accountId: 'a', payload: Buffer.from(text) }))
  const definition = testDefinition<'normalize_file_event'>(normalizeFileEvent)
  expect(await runJob(test.db, definition, 'normalize_file_event', { accountId: 'a' })).toMatchObject({
    result: { items: 1, failedItems: 0 },
  })
  expect(test.db.sqlite.prepare('SELECT start_at FROM calendar_events').pluck().all()).toEqual([Date.UTC(2026, 2, 4, 15)])
})
