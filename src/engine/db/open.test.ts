import { chmodSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { getTableConfig, type SQLiteTable } from 'drizzle-orm/sqlite-core'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readMigrations } from './migrate.ts'
import { databasePathIn, openDatabase, openReader } from './open.ts'
import * as accounts from './schema/accounts.ts'
import * as calendarEvents from './schema/calendar-events.ts'
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
