// What is exported is what there is: imported into an empty workspace it makes the same mails, meetings and people.
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { databasePathIn, openDatabase, openReader } from '../db/open.ts'
import type { Database } from '../db/database.ts'
import { walkPeople } from '../db/queries/export/walk-people.ts'
import { walkRawCalendarEntries } from '../db/queries/export/walk-raw-events.ts'
import { withTestEngine } from '../testing/test-engine.ts'
import { type ExportCounts, exportWorkspace } from './export-workspace.ts'

let root: string
let exported: string
let counts: ExportCounts
const sample = (): string => path.join(root, 'sample')
const copy = (): string => path.join(root, 'copy')

beforeAll(async () => {
  root = mkdtempSync(path.join(tmpdir(), 'omnicrm-export-'))
  exported = path.join(root, 'exported')
  await withTestEngine(sample(), async (engine) => {
    await engine.handle('sample.create', {})
    await engine.handle('engine.startWork', { enqueueLaunchJobs: false })
    await engine.handle('engine.waitUntilIdle', {})
  })
  counts = read(sample(), (db) => exportWorkspace(db, exported, 0))
  await withTestEngine(copy(), async (engine) => {
    await engine.handle('files.import', { paths: [exported] })
    await engine.handle('engine.startWork', { enqueueLaunchJobs: false })
    await engine.handle('engine.waitUntilIdle', {})
  })
}, 300_000)
afterAll(() => rmSync(root, { recursive: true, force: true }))

function read<Value>(dataFolder: string, work: (db: Database) => Value): Value {
  const db = openReader(databasePathIn(dataFolder))
  try {
    return work(db)
  } finally {
    db.close()
  }
}

/** The rows of a query as sorted lines. */
const lines = (dataFolder: string, sql: string): string[] =>
  read(dataFolder, (db) => (db.sqlite.prepare(sql).pluck().all() as string[]).toSorted())

describe('an export of the sample workspace, imported into an empty one', () => {
  it('makes the same mails', () => {
    // A mail's own date knows no milliseconds, Gmail does.
    const mails = `SELECT json_array(title, occurred_at / 1000, written_text, json_array_length(attachments), labels, (SELECT json_group_array(role || ' ' || address || ' ' || display_name)
      FROM interaction_participants p WHERE p.interaction_id = i.id)) FROM interactions i WHERE kind = 'email' AND gone_at IS NULL`
    const made = lines(copy(), mails)
    expect(made).toHaveLength(counts.mails)
    expect(made).toEqual(lines(sample(), mails))
  })

  it('makes the same meetings', () => {
    // In a person's own calendar Google lists what they do alone, too; a file does not say whose calendar it is.
    const meetings = `SELECT json_array(title, occurred_at, ends_at, is_all_day, nullif(location, ''), participants)
      FROM (SELECT *, (SELECT json_group_array(role || ' ' || address || ' ' || coalesce(response, '')) FROM interaction_participants p
        WHERE p.interaction_id = i.id) AS participants FROM interactions i WHERE kind = 'meeting' AND gone_at IS NULL)
      WHERE json_array_length(participants) > 1`
    const made = lines(copy(), meetings)
    expect(made.length).toBeGreaterThan(1_000)
    expect(made).toEqual(lines(sample(), meetings))
    const entries = `SELECT json_array(title, start_at, end_at, start_date, end_date, status, description, attendee_count, organizer_address)
      FROM calendar_events WHERE gone_at IS NULL`
    expect(lines(copy(), entries)).toEqual(lines(sample(), entries))
  })

  it('makes the same people', () => {
    const people = (dataFolder: string): unknown =>
      read(dataFolder, (db) =>
        [...walkPeople(db)]
          .map(({ name, emails, organization, title, birthday }) => ({
            name,
            emails: emails.toSorted(),
            organization,
            title,
            birthday,
          }))
          .toSorted((one, other) => (one.emails[0] ?? one.name).localeCompare(other.emails[0] ?? other.name)),
      )
    expect(people(copy())).toEqual(people(sample()))
  })

  it('leaves nobody and nothing out, and fails nothing', () => {
    expect(lines(copy(), 'SELECT reason FROM item_failures')).toEqual([])
    expect(counts).toMatchObject({ unreadable: 0, interactions: expect.any(Number) })
    const kept = readFileSync(path.join(exported, 'omnicrm-interactions.jsonl'), 'utf8').trimEnd().split('\n')
    expect(kept).toHaveLength(counts.interactions)
    expect(JSON.parse(kept[0] ?? '')).toMatchObject({ account: 'sample', participants: expect.any(Array) })
    expect(readFileSync(path.join(exported, 'omnicrm-people.csv'), 'utf8').split('\r\n')[0]).toMatch(/^Name,E-mail,/)
  })
})

it('leaves out what has an unknown shape, says how much, and writes the rest', () => {
  const odd = path.join(root, 'odd')
  cpSync(sample(), odd, { recursive: true })
  const db = openDatabase(databasePathIn(odd))
  const spoil = db.sqlite.prepare(`
    UPDATE raw_payloads SET payload = CAST(? AS BLOB) WHERE raw_event_id = (SELECT min(id) FROM raw_events WHERE source = ? AND gone_at IS NULL)`)
  const shapes = [
    ['null', 'google_email'],
    ['{"id":"e","start":{"date":"2026-03-01"},"attendees":7}', 'google_event'],
  ]
  for (const shape of shapes) spoil.run(...shape)
  db.close()
  const written = read(odd, (whole) => exportWorkspace(whole, path.join(root, 'odd-exported'), 0))
  expect(written).toEqual({
    ...counts,
    unreadable: 2,
    mails: counts.mails - 1,
    calendarEntries: counts.calendarEntries - 1,
  })
})

describe('the folder', () => {
  it('is for its owner only, and is not written over', () => {
    expect(statSync(exported).mode & 0o777).toBe(0o700)
    expect(statSync(path.join(exported, 'people.vcf')).mode & 0o777).toBe(0o600)
    const again = (): unknown => read(sample(), (db) => exportWorkspace(db, exported, 0))
    expect(again).toThrow(expect.objectContaining({ kind: 'conflict' }))
  })

  it('may be there when it is empty, and does not come into being where nothing can be written', () => {
    const empty = path.join(root, 'empty')
    mkdirSync(empty)
    read(copy(), (db) => exportWorkspace(db, empty, 0))
    expect(existsSync(path.join(empty, 'people.vcf'))).toBe(true)
    const file = path.join(root, 'a file')
    writeFileSync(file, '')
    expect(() => read(sample(), (db) => exportWorkspace(db, path.join(file, 'below'), 0))).toThrow('a part of the path is a file')
    expect(existsSync(`${empty}.unfinished`)).toBe(false)
  })
})

it('calendar entries are walked by an index, not sorted in memory with all that they hold', () => {
  read(sample(), (db) => {
    const seen: string[] = []
    const prepare = db.prepare.bind(db)
    const recording = { ...db, prepare: (sql: string) => (seen.push(sql), prepare(sql)) } as Database
    walkRawCalendarEntries(recording).return?.()
    const plan = db.sqlite.prepare(`EXPLAIN QUERY PLAN ${seen[0] ?? ''}`).all() as { detail: string }[]
    expect(plan.map(({ detail }) => detail).filter((detail) => detail.includes('TEMP B-TREE'))).toEqual([])
  })
})
