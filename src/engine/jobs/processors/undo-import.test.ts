// Undoing on the real runner, with the whole pipeline behind it: what is left is what would be there if the batch had never been.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { MailChoice } from '../../../shared/views/imports.ts'
import { systemClock } from '../../clock.ts'
import { accountCommands } from '../../commands/account-commands.ts'
import { importCommands } from '../../commands/import-commands.ts'
import { type Database, transaction } from '../../db/database.ts'
import { openDatabase } from '../../db/open.ts'
import { upsertAccount } from '../../db/queries/accounts/upsert-account.ts'
import { computeDigest } from '../../db/queries/digest/compute-digest.ts'
import { countImportedMails } from '../../db/queries/imports/imported-mails.ts'
import { listImportsInForce } from '../../db/queries/imports/list-imports.ts'
import { updateImport } from '../../db/queries/imports/update-import.ts'
import { countUndoLosses } from '../../db/queries/imports/count-undo-losses.ts'
import { readAccountImport } from '../../db/queries/imports/read-account-import.ts'
import type { FakeAccount } from '../../google/fake/fake-account.ts'
import { createFakeGoogle, everyScope, type FakeGoogle } from '../../google/fake/fake-google.ts'
import { serveFakeGoogle } from '../../google/fake/serve.ts'
import { createGoogleSessions } from '../../google/google-sessions.ts'
import { silentLogger } from '../../logger.ts'
import { updatePerson } from '../../people/update-person.ts'
import { createRegistry } from '../../registry.ts'
import { oneVectorEmbedder } from '../../testing/one-vector-embedder.ts'
import { createJobEvents } from '../events.ts'
import { createRunner, type Runner } from '../runner.ts'
import { openSyncScene } from '../../sources/google/testing/sync-scene.ts'
import { SampleWorkspace } from '../../sources/sample/sample-account.ts'
import { RequestLedger } from '../../request-ledger.ts'

const accountId = 'google:ada'
const borderMs = Date.UTC(2026, 0, 1)
const lastYear: MailChoice = { sinceMs: borderMs, excludedLabelIds: [] }
const everything: MailChoice = { sinceMs: null, excludedLabelIds: [] }

interface World {
  readonly db: Database
  readonly google: FakeAccount
  readonly fake: FakeGoogle
  readonly runner: Runner
  readonly commands: ReturnType<typeof importCommands> & ReturnType<typeof accountCommands>
  /** Runs everything that can run. */
  settle(): Promise<void>
  close(): Promise<void>
}

async function openWorld(): Promise<World> {
  const folder = mkdtempSync(path.join(tmpdir(), 'omnicrm-undo-'))
  const db = openDatabase(path.join(folder, 'omnicrm.db'))
  const fake = createFakeGoogle({ clock: systemClock })
  const google = fake.addAccount({ email: 'ada@example.com', displayName: 'Ada', timeZone: 'Europe/Berlin' })
  const served = await serveFakeGoogle(fake)
  const getAccessToken = async (): Promise<string> => fake.oauth.issueAccessToken(google.email, everyScope)
  const access = { origin: served.origin, unitsPerSecond: null, getAccessToken }
  const sessions = createGoogleSessions({ forAccount: async () => access }, systemClock)
  const events = createJobEvents(silentLogger)
  const registry = createRegistry({ sessions, embedder: oneVectorEmbedder })
  const runner = createRunner({ db, registry, clock: systemClock, logger: silentLogger, bootId: 'boot', events })
  const ledger = new RequestLedger({ db, clock: systemClock, logger: silentLogger, onWritten: () => undefined })
  const tools = { db, clock: systemClock, runner, ledger, sample: new SampleWorkspace(db, systemClock) }
  transaction(db, (tx) =>
    upsertAccount(tx, { id: accountId, kind: 'google', email: google.email, displayName: 'Ada', scopes: everyScope, now: 1 }),
  )
  runner.start()
  return {
    db,
    google,
    fake,
    runner,
    commands: { ...importCommands(tools), ...accountCommands(tools) },
    async settle() {
      await runner.runUntilIdle({ waitForRetriesMs: 10_000 })
    },
    async close() {
      await runner.stop()
      ledger.close()
      await served.close()
      db.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

let world: World
let other: World
beforeEach(async () => {
  world = await openWorld()
  other = await openWorld()
  for (const { google } of [world, other]) fill(google)
})
afterEach(() => Promise.all([world.close(), other.close()]))

const older = 25
/** The same people write under other names, in other spellings and with other telephone numbers than they did years ago. */
function fill({ mailbox, primary }: FakeAccount): void {
  const mail = (number: number, atMs: number, from: string, signature: string, to = 'Ada <ada@example.com>'): string =>
    mailbox.addMessage({
      id: `mail${number}`,
      threadId: `thread${number % 12}`,
      raw: `From: ${from}\r\nTo: ${to}\r\nMessage-ID: <${number}@example.org>\r\nSubject: Mail ${number}\r\n\r\nHello, this is number ${number}.\r\n\r\n--\r\n${signature}\r\n`,
      internalDateMs: atMs,
      labelIds: ['INBOX'],
    })
  for (let number = 0; number < 30; number += 1) {
    const person = number % 6
    mail(
      number,
      borderMs + number * 86_400_000,
      `Person ${person} <person${person}@example.org>`,
      `Person ${person}\r\n+49 30 12345${person}`,
    )
  }
  for (let number = 30; number < 30 + older; number += 1) {
    const person = number % 8
    const from = `Prof. Person M. ${person} <Person${person}@Example.org>`
    mail(
      number,
      borderMs - number * 86_400_000,
      from,
      `Person ${person}\r\nCEO, Old Company ${person}\r\n+49 151 2345678${person}`,
    )
  }
  mail(90, borderMs - 86_400_000, 'Ada Lovelace <ada@example.com>', 'Ada', 'Person 7 <person7@example.org>')
  primary.addEvent(
    {
      summary: 'With person 6',
      start: { date: '2026-03-05' },
      end: { date: '2026-03-06' },
      attendees: [{ email: 'person6@example.org' }],
    },
    borderMs,
  )
}
async function importFor(where: World, choice: MailChoice): Promise<number> {
  const { batchId } = await where.commands['imports.approve']({ accountId, choice })
  await where.settle()
  return batchId
}
async function undo(where: World, batchId: number): Promise<void> {
  await where.commands['imports.undo']({ batchId })
  await where.settle()
}
/** What people have, table by table. */
function digest(where: World): Record<string, unknown> {
  return computeDigest(where.db).tables
}
function unfinished(where: World): unknown[] {
  return where.db.prepare("SELECT kind, status, error FROM jobs WHERE status <> 'completed'").all()
}

describe('undoing an import', () => {
  it('of a widening leaves the digest of a workspace that never made it, and the earlier choice in force', async () => {
    await importFor(other, lastYear)
    await importFor(world, lastYear)
    const before = digest(world)
    expect(before).toEqual(digest(other))
    const batchId = await importFor(world, everything)
    expect(digest(world)).not.toEqual(before)
    await undo(world, batchId)
    expect(unfinished(world)).toEqual([])
    expect(digest(world)).toEqual(digest(other))
    expect(readAccountImport(world.db, accountId)).toMatchObject({
      state: 'approved',
      choice: lastYear,
      batches: [
        { id: batchId, status: 'undone', mails: 0, canUndo: false },
        { status: 'completed', mails: 30, canUndo: true },
      ],
    })
    for (const { google } of [world, other])
      google.mailbox.addMessage({
        id: 'new',
        internalDateMs: borderMs + 1,
        raw: 'From: person1@example.org\r\nSubject: New\r\n\r\nText',
      })
    for (const each of [world, other]) {
      await each.commands['sync.now']({})
      await each.settle()
    }
    expect(digest(world)).toEqual(digest(other))
  }, 60_000)

  it('of the only batch leaves no mail and nobody who was known by mail alone; it waits for approval with its preview', async () => {
    await world.commands['imports.preview']({ accountId })
    await world.settle()
    const batchId = await importFor(world, everything)
    expect(countUndoLosses(world.db, batchId)).toEqual({ mails: 56, conversations: 12, people: 7 })
    await undo(world, batchId)
    const count = (sql: string): unknown => world.db.prepare(`SELECT count(*) AS count FROM ${sql}`).get()
    expect(count("raw_events WHERE source = 'google_email'")).toEqual({ count: 0 })
    expect(count("interactions WHERE kind = 'email'")).toEqual({ count: 0 })
    expect(count("sync_cursors WHERE scope = 'mailbox'")).toEqual({ count: 0 })
    expect(world.db.prepare('SELECT primary_address AS address FROM contacts WHERE is_self = 0').all()).toEqual([
      { address: 'person6@example.org' },
    ])
    expect(readAccountImport(world.db, accountId)).toMatchObject({
      state: 'awaiting_approval',
      choice: null,
      preview: { mail: { total: 56 } },
    })
    // The calendar was approved too, and is none of the mail that was undone.
    expect(await world.commands['sync.now']({})).toMatchObject({ jobIds: [expect.any(Number)] })
    await world.settle()
    expect(world.db.prepare('SELECT kind FROM jobs ORDER BY id DESC LIMIT 1').get()).toEqual({ kind: 'google_calendar_sync' })
    await importFor(world, lastYear)
    await importFor(other, lastYear)
    expect(digest(world)).toEqual(digest(other))
  }, 60_000)

  it('tells before how much goes: people with anything else to them are not counted', async () => {
    await importFor(world, lastYear)
    const batchId = await importFor(world, everything)
    const idOf = (address: string): number =>
      world.db.prepare<[string], { id: number }>('SELECT id FROM contacts WHERE primary_address = ? COLLATE NOCASE').get(address)
        ?.id ?? 0
    expect(countUndoLosses(world.db, batchId)).toMatchObject({ mails: older + 1, people: 1 })
    updatePerson(world.db, { id: idOf('person7@example.org'), notes: 'An old friend' }, systemClock.now())
    expect(countUndoLosses(world.db, batchId)).toMatchObject({ people: 0 })
    await undo(world, batchId)
    expect(idOf('person7@example.org')).toBeGreaterThan(0)
  }, 60_000)

  it('of a narrowing takes nothing away and brings what it kept away meanwhile', async () => {
    await importFor(world, everything)
    const batchId = await importFor(world, { sinceMs: null, excludedLabelIds: ['CATEGORY_PROMOTIONS'] })
    const requests = world.fake.count('messages.list')
    for (const { google } of [world, other])
      google.mailbox.addMessage({
        id: 'promoted',
        internalDateMs: borderMs + 1,
        raw: 'From: shop@example.org\r\nSubject: Offer\r\n\r\nText',
        labelIds: ['CATEGORY_PROMOTIONS'],
      })
    await world.commands['sync.now']({})
    await world.settle()
    expect(world.fake.count('messages.list')).toBe(requests)
    await undo(world, batchId)
    await importFor(other, everything)
    expect(digest(world)).toEqual(digest(other))
  }, 60_000)

  it('only the newest can be undone, and nothing is approved meanwhile', async () => {
    const first = await importFor(world, lastYear)
    const second = await importFor(world, everything)
    expect(() => world.commands['imports.undo']({ batchId: first })).toThrow('Only the newest import can be undone.')
    await world.runner.stop()
    await world.commands['imports.undo']({ batchId: second })
    expect(() => world.commands['imports.approve']({ accountId, choice: everything })).toThrow('is still being undone')
    expect(readAccountImport(world.db, accountId).choice).toEqual(lastYear)
  }, 60_000)

  it('while it is still being imported ends the import: nothing comes after', async () => {
    const { batchId } = await world.commands['imports.approve']({ accountId, choice: everything })
    while (world.db.prepare('SELECT 1 FROM raw_events').get() === undefined) await new Promise((resolve) => setImmediate(resolve))
    await undo(world, batchId)
    expect(unfinished(world)).toEqual([])
    expect(world.db.prepare("SELECT count(*) AS count FROM raw_events WHERE source = 'google_email'").get()).toEqual({ count: 0 })
  }, 60_000)
})

it('killed in the middle of an undo, it goes on with what is left', async () => {
  const scene = await openSyncScene()
  try {
    for (let number = 0; number < 55; number += 1) scene.google.mailbox.addMessage({ raw: 'From: bob@example.org\r\n\r\nText' })
    await scene.run('google_gmail_sync')
    const [batch] = listImportsInForce(scene.db, scene.accountId)
    if (batch === undefined) throw new Error('nothing was approved')
    transaction(scene.db, (tx) => updateImport(tx, batch.id, { status: 'undoing' }))
    await expect(scene.run('undo_import', { batchId: batch.id, commitsBeforeDeath: 2 })).rejects.toThrow('killed')
    expect(countImportedMails(scene.db, batch.id)).toBe(35)
    expect(readAccountImport(scene.db, scene.accountId)).toMatchObject({ state: 'awaiting_approval', choice: null })
    expect(await scene.run('undo_import', { batchId: batch.id })).toMatchObject({ result: { removedMails: 55 } })
    expect(await scene.run('google_gmail_sync')).toMatchObject({ result: { requests: 0 } })
    expect(readAccountImport(scene.db, scene.accountId).batches).toEqual([
      expect.objectContaining({ id: batch.id, status: 'undone', mails: 0 }),
    ])
  } finally {
    await scene.close()
  }
})
