import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Database, transaction } from '../../database.ts'
import { databasePathIn, openDatabase } from '../../open.ts'
import { findFullScans, recordStatements } from '../../query-plans.ts'
import { computeDigest } from '../digest/compute-digest.ts'
import { deleteRows } from '../people/remove-account-rows.ts'
import { getInteraction } from '../timeline/get-interaction.ts'
import { type EmailInteraction, writeEmail } from './write-email.ts'

let folder: string
let db: Database
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'omnicrm-email-'))
  db = openDatabase(databasePathIn(folder))
  db.sqlite.exec(`
    INSERT INTO accounts (id, kind, email, display_name, created_at) VALUES ('a', 'google', 'me@example.com', 'Me', 0);
    INSERT INTO raw_events (id, account_id, source, container, external_id, content_hash, seen_at, fetched_at)
      VALUES (7, 'a', 'google_email', 'mailbox', 'm', '', 0, 0)`)
})
afterEach(() => {
  db.close()
  rmSync(folder, { recursive: true, force: true })
})

const mail: EmailInteraction = {
  accountId: 'a',
  sourceKey: '<m@example.org>',
  rawEventId: 7,
  threadKey: 'mail:<m@example.org>',
  copyKey: null,
  occurredAt: 1,
  direction: 'inbound',
  title: 'Plan',
  snippet: 'Yes',
  writtenText: 'Yes',
  quotedText: '> Shall we?',
  signatureText: null,
  bodyHtml: '<p>Yes</p>',
  labels: [],
  attachments: [],
  bulkReason: null,
  language: null,
  goneAt: null,
  participants: [{ role: 'from', address: 'bo@example.org', addressKey: 'bo@example.org', displayName: 'Bo', isSelf: false }],
}

const write = (more: Partial<EmailInteraction> = {}): string => transaction(db, (tx) => writeEmail(tx, { ...mail, ...more }, 2))
const bodies = (): unknown[] => db.sqlite.prepare('SELECT * FROM interaction_bodies').all()
const bodyDigest = (): string | undefined => computeDigest(db).tables['interaction_bodies']?.digest

describe('writeEmail', () => {
  it('keeps what was quoted and the HTML apart from the row whose states change, and both are read with the mail', () => {
    expect([write(), write()]).toEqual(['added', 'unchanged'])
    expect(bodies()).toEqual([{ interaction_id: 1, quoted_text: '> Shall we?', body_html: '<p>Yes</p>' }])
    expect(getInteraction(db, 1)).toMatchObject({ writtenText: 'Yes', quotedText: '> Shall we?', bodyHtml: '<p>Yes</p>' })
  })

  it('brings the body up to date, keeps no row for a mail without one, and takes it away with the mail', () => {
    write()
    expect(write({ bodyHtml: '<p>No</p>' })).toBe('changed')
    expect(getInteraction(db, 1)).toMatchObject({ quotedText: '> Shall we?', bodyHtml: '<p>No</p>' })
    expect(write({ quotedText: null, bodyHtml: null })).toBe('changed')
    expect([bodies(), getInteraction(db, 1).bodyHtml]).toEqual([[], null])
    expect([write(), bodies().length]).toEqual(['changed', 1])
    db.sqlite.exec('DELETE FROM interactions')
    expect(bodies()).toEqual([])
  })

  it('has no stage run again for a body: none reads it', () => {
    write()
    db.sqlite.exec("UPDATE interactions SET contacts_state = 'done', identities_state = 'done', embedding_state = 'done'")
    write({ bodyHtml: '<p>Yes!</p>' })
    expect(
      db.sqlite.prepare('SELECT DISTINCT contacts_state, identities_state, embedding_state FROM interactions').raw().all(),
    ).toEqual([['done', 'done', 'done']])
  })

  it('finds the copies of a mail by an index, whatever becomes of it', () => {
    const { db: recorded, statements } = recordStatements(db)
    for (const more of [{ copyKey: 'one' }, { copyKey: 'two' }, { copyKey: 'two', goneAt: 5 }])
      transaction(recorded, (tx) => writeEmail(tx, { ...mail, ...more }, 2))
    transaction(recorded, (tx) => deleteRows(tx, 'interactions', [1], 3))
    const scans = [...statements].flatMap((sql) => findFullScans(db, sql.replaceAll(/:(\w+)/g, '@$1')))
    expect([statements.size > 5, scans]).toEqual([true, []])
  })

  it('has the digest tell mails that differ in nothing but their body', () => {
    write()
    const before = bodyDigest()
    write({ quotedText: '> Shall we not?' })
    const quoted = bodyDigest()
    write({ bodyHtml: '<p>No</p>' })
    expect(new Set([before, quoted, bodyDigest()]).size).toBe(3)
  })
})
