import { afterEach, beforeEach, expect, it } from 'vitest'
import { transaction } from '../../db/database.ts'
import { storeRawEvent } from '../../db/queries/raw-events/store-raw-event.ts'
import { createTestDatabase, type TestDatabase } from '../../db/testing/test-database.ts'
import { runJob } from '../testing/run-job.ts'
import { testDefinition } from '../testing/test-definition.ts'
import { normalizeFileContact } from './normalize-file-contact.ts'

let test: TestDatabase
beforeEach(() => {
  test = createTestDatabase()
  test.db.sqlite.exec(
    "INSERT INTO accounts (id, kind, email, display_name, created_at) VALUES ('a', 'files', 'files', 'Files', 0)",
  )
})
afterEach(() => test.dispose())

function store(name: string, text = `BEGIN:VCARD\nVERSION:3.0\nFN:${name}\nEND:VCARD\n`): void {
  transaction(test.db, (tx) => {
    storeRawEvent(tx, {
      accountId: 'a',
      source: 'file_contact',
      container: 'people.vcf',
      externalId: name,
      contentHash: text,
      goneAt: null,
      seenAt: 0,
      payload: Buffer.from(text),
    })
  })
}

it('lists a card that cannot be read or written, whatever the error, keeps the others, and tries it again in the next run', async () => {
  test.db.sqlite.exec(
    `CREATE TRIGGER refuse BEFORE INSERT ON contact_cards WHEN new.display_name = 'Refused' BEGIN SELECT RAISE(ABORT, 'refused'); END`,
  )
  store('Ann')
  store('unreadable', 'no card')
  store('Refused')
  store('Bo')
  const run = () =>
    runJob(test.db, testDefinition<'normalize_file_contact'>(normalizeFileContact), 'normalize_file_contact', { accountId: 'a' })
  expect(await run()).toMatchObject({ status: 'completed', attempt: 1, result: { items: 4, failedItems: 2 } })
  const names = () => test.db.sqlite.prepare('SELECT display_name AS name FROM contact_cards ORDER BY id').pluck().all()
  const reasons = () => test.db.sqlite.prepare('SELECT reason FROM item_failures ORDER BY id').pluck().all()
  expect([names(), reasons()]).toEqual([
    ['Ann', 'Bo'],
    ['This is not a vCard.', 'refused'],
  ])
  test.db.sqlite.exec('DROP TRIGGER refuse')
  expect(await run()).toMatchObject({ result: { items: 2, failedItems: 1 } })
  expect([names(), reasons()]).toEqual([['Ann', 'Bo', 'Refused'], ['This is not a vCard.']])
})
