import { chmodSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import BetterSqlite3 from 'better-sqlite3'
import { getTableConfig, type SQLiteTable } from 'drizzle-orm/sqlite-core'
import * as sqliteVec from 'sqlite-vec'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { wholeMailbox } from '../../shared/views/imports.ts'
import { migrate, readMigrations } from './migrate.ts'
import { databasePathIn, openDatabase, openReader } from './open.ts'
import { listImports } from './queries/imports/list-imports.ts'
import * as accounts from './schema/accounts.ts'
import * as calendarEvents from './schema/calendar-events.ts'
import * as imports from './schema/imports.ts'
import * as interactions from './schema/interactions.ts'
import * as participation from './schema/participation.ts'
import * as people from './schema/people.ts'
import * as rawEvents from './schema/raw-events.ts'
import * as settings from './schema/settings.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'omnicrm-db-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** A database as an earlier version of the program left it. */
function openAtVersion(file: string, version: number): BetterSqlite3.Database {
  const sqlite = new BetterSqlite3(file)
  sqliteVec.load(sqlite)
  migrate(
    sqlite,
    readMigrations().filter((migration) => migration.version <= version),
  )
  return sqlite
}

describe('openDatabase', () => {
  it('creates a private folder and private files', () => {
    const file = databasePathIn(path.join(folder, 'data'))
    const db = openDatabase(file)
    db.sqlite.exec("INSERT INTO settings VALUES ('a', '1', 0)")
    const modes = [path.dirname(file), file, `${file}-wal`, `${file}-shm`].map((each) => statSync(each).mode & 0o777)
    db.close()
    expect(modes).toEqual([0o700, 0o600, 0o600, 0o600])
  })

  it('migrates to the latest schema and does nothing the second time', () => {
    const latest = readMigrations().at(-1)?.version
    openDatabase(databasePathIn(folder)).close()
    const db = openDatabase(databasePathIn(folder))
    expect(db.sqlite.pragma('user_version', { simple: true })).toBe(latest)
    db.close()
  })

  it('takes mailboxes that were imported before there were approvals for approved as a whole', () => {
    const file = databasePathIn(folder)
    const sqlite = openAtVersion(file, 4)
    for (const [id, kind] of Object.entries({ imported: 'google', new: 'google', sample: 'sample' })) {
      sqlite.prepare("INSERT INTO accounts (id, kind, email, display_name, created_at) VALUES (?, ?, '', '', 1)").run(id, kind)
      if (id === 'new') continue
      sqlite.prepare("INSERT INTO sync_cursors (account_id, scope, cursor, updated_at) VALUES (?, 'mailbox', '1', 7)").run(id)
      for (const source of ['google_email', 'google_event'])
        sqlite
          .prepare(
            "INSERT INTO raw_events (account_id, source, container, external_id, content_hash, seen_at, fetched_at) VALUES (?, ?, 'c', 'x', 'h', 1, 1)",
          )
          .run(id, source)
    }
    sqlite.close()
    const db = openDatabase(file)
    expect(['imported', 'new', 'sample'].map((id) => listImports(db, id))).toEqual([
      [expect.objectContaining({ choice: wholeMailbox, status: 'completed', createdAt: 7, completedAt: 7 })],
      [],
      [],
    ])
    expect(db.sqlite.prepare('SELECT account_id AS id, source FROM raw_events WHERE import_id IS NOT NULL').all()).toEqual([
      { id: 'imported', source: 'google_email' },
    ])
    db.close()
  })

  it('knows of changed occurrences that were stored before to which series they belong', () => {
    const file = databasePathIn(folder)
    const sqlite = openAtVersion(file, 8)
    sqlite.exec("INSERT INTO accounts (id, kind, email, display_name, created_at) VALUES ('a', 'google', '', '', 1)")
    const payloads = ['{"id":"1","recurringEventId":"s_R20260310"}', '{"id":"2"}', 'no JSON']
    for (const [id, payload] of payloads.entries()) {
      sqlite
        .prepare(
          "INSERT INTO raw_events (id, account_id, source, container, external_id, content_hash, seen_at, fetched_at) VALUES (?, 'a', 'google_event', 'c', ?, 'h', 1, 1)",
        )
        .run(id, String(id))
      sqlite.prepare('INSERT INTO raw_payloads VALUES (?, ?)').run(id, Buffer.from(payload))
    }
    sqlite.close()
    const db = openDatabase(file)
    expect(db.sqlite.prepare('SELECT id, series_id AS seriesId FROM raw_events ORDER BY id').all()).toEqual([
      { id: 0, seriesId: 's_R20260310' },
      { id: 1, seriesId: null },
      { id: 2, seriesId: null },
    ])
    db.close()
  })

  it('keeps the bodies of mails that were stored beside their states', () => {
    const file = databasePathIn(folder)
    const sqlite = openAtVersion(file, 5)
    sqlite.exec(`
      INSERT INTO accounts (id, kind, email, display_name, created_at) VALUES ('a', 'files', '', '', 1);
      INSERT INTO interactions (account_id, kind, source_key, occurred_at, updated_at, quoted_text, body_html) VALUES
        ('a', 'email', '1', 1, 1, '> quoted', NULL), ('a', 'email', '2', 1, 1, NULL, '<p>html'), ('a', 'email', '3', 1, 1, NULL, NULL)`)
    sqlite.close()
    const db = openDatabase(file)
    expect(db.sqlite.prepare('SELECT * FROM interaction_bodies').all()).toEqual([
      { interaction_id: 1, quoted_text: '> quoted', body_html: null },
      { interaction_id: 2, quoted_text: null, body_html: '<p>html' },
    ])
    expect(db.sqlite.prepare('SELECT source_key AS sourceKey FROM interactions ORDER BY id').all()).toEqual([
      { sourceKey: '1' },
      { sourceKey: '2' },
      { sourceKey: '3' },
    ])
    db.close()
  })

  it('refuses a schema from the future and says what to do', () => {
    const db = openDatabase(databasePathIn(folder))
    db.sqlite.pragma('user_version = 9999')
    db.close()
    expect(() => openDatabase(databasePathIn(folder))).toThrow(
      expect.objectContaining({ kind: 'schema_too_new', hint: expect.stringContaining('newest version') }),
    )
  })

  it('tells a damaged file from a healthy one', () => {
    writeFileSync(databasePathIn(folder), 'this is not a database, but it is long enough to be mistaken for one'.repeat(40))
    expect(() => openDatabase(databasePathIn(folder))).toThrow(expect.objectContaining({ kind: 'database_corrupt' }))
  })

  it('says that a folder in the place of the file cannot be written', () => {
    chmodSync(folder, 0o700)
    expect(() => openDatabase(folder)).toThrow(expect.objectContaining({ kind: 'read_only' }))
  })
})

describe('openReader', () => {
  it('reads what the writer commits and cannot write', () => {
    const file = databasePathIn(folder)
    const writer = openDatabase(file)
    const reader = openReader(file)
    writer.sqlite.exec("INSERT INTO settings VALUES ('theme', '\"dark\"', 1)")
    expect(reader.sqlite.prepare('SELECT * FROM settings').all()).toEqual([{ key: 'theme', value: '"dark"', updated_at: 1 }])
    expect(() => reader.sqlite.exec('DELETE FROM settings')).toThrow('readonly')
    reader.close()
    writer.close()
  })

  it('explains that there is no workspace yet', () => {
    expect(() => openReader(path.join(folder, 'none.db'))).toThrow(expect.objectContaining({ kind: 'not_found' }))
  })
})

it('describes the same tables in Drizzle as the migrations make', () => {
  const db = openDatabase(databasePathIn(folder))
  const tables = Object.values({
    ...accounts,
    ...calendarEvents,
    ...imports,
    ...interactions,
    ...participation,
    ...people,
    ...rawEvents,
    ...settings,
  }) as SQLiteTable[]
  const described = tables.map((table) => {
    const { name, columns } = getTableConfig(table)
    return {
      name,
      columns: columns.map((column) => ({ name: column.name, type: column.getSQLType().toUpperCase(), notNull: column.notNull })),
    }
  })
  const made = described.map(({ name }) => ({
    name,
    columns: (db.sqlite.pragma(`table_info(${name})`) as { name: string; type: string; notnull: number; pk: number }[]).map(
      (column) => ({
        name: column.name,
        type: column.type,
        notNull: column.notnull === 1 || column.pk > 0,
      }),
    ),
  }))
  db.close()
  expect(described).toEqual(made)
})
