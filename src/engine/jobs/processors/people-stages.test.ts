import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Database } from '../../db/database.ts'
import { acceptSuggestion } from '../../people/decide-suggestion.ts'
import {
  addCard,
  addInteraction,
  createTestWorkspace,
  dayMs,
  describePeople,
  extractAll,
  inbound,
  meeting,
  outbound,
  ownAddress,
  type TestInteraction,
  testNowMs,
} from '../../people/people-fixture.ts'
import { updatePerson } from '../../people/update-person.ts'
import { createTestClock } from '../../testing/test-clock.ts'
import { runJob } from '../testing/run-job.ts'
import { testDefinition } from '../testing/test-definition.ts'
import type { ProcessorContext } from '../types.ts'
import { extractContacts } from './extract-contacts.ts'
import { extractIdentities } from './extract-identities.ts'
import { insight } from './insight.ts'
import { normalizeFileContact } from './normalize-file-contact.ts'
import { removeAccount } from './remove-account.ts'

let db: Database
let remove: () => void
beforeEach(() => ({ db, remove } = createTestWorkspace(['account', 'other'])))
afterEach(() => remove())

const clock = createTestClock(testNowMs)
const stages = {
  extract_contacts: testDefinition(extractContacts, { unique: 'while_queued' }),
  extract_identities: testDefinition(extractIdentities, { unique: 'while_queued' }),
  insight: testDefinition(insight),
  normalize_file_contact: testDefinition(normalizeFileContact),
  remove_account: testDefinition(removeAccount),
}

async function run(
  kind: 'extract_contacts' | 'extract_identities' | 'normalize_file_contact' | 'remove_account',
  accountId = 'account',
) {
  const { status, result, followUps, error } = await runJob(db, stages, kind, { accountId }, { clock })
  return { status, result, followUps, error }
}

function addRawCard(key: string, text: string): void {
  const { lastInsertRowid } = db.sqlite
    .prepare(
      `INSERT INTO raw_events (account_id, source, container, external_id, content_hash, seen_at, fetched_at)
       VALUES ('account', 'file_contact', 'friends.vcf', ?, '', 0, 0)`,
    )
    .run(key)
  db.sqlite.prepare('INSERT INTO raw_payloads VALUES (?, ?)').run(lastInsertRowid, Buffer.from(text))
}

const contactsOf = (columns: string): unknown[] =>
  db.sqlite.prepare(`SELECT ${columns} FROM contacts WHERE is_self = 0 ORDER BY primary_address`).all()

describe('the stages', () => {
  it('make people of mail, and hand on to each other', async () => {
    for (let index = 0; index < 45; index += 1)
      addInteraction(
        db,
        inbound(`in ${index}`, `p${index % 9}@example.org`, { name: 'Jane Doe', signature: 'Jane Doe\n+49 151 23456789' }),
      )
    addInteraction(db, outbound('out', 'p1@example.org'))
    expect(await run('extract_contacts')).toEqual({
      status: 'completed',
      result: { items: 46, failedItems: 0 },
      followUps: [{ kind: 'extract_identities', payload: { accountId: 'account' } }],
      error: null,
    })
    expect(await run('extract_identities')).toEqual({
      status: 'completed',
      result: { items: 46, failedItems: 0 },
      followUps: [{ kind: 'embed', payload: { accountId: 'account' } }],
      error: null,
    })
    const people = describePeople(db)
    expect(contactsOf('status, phone').at(1)).toEqual({ status: 'active', phone: '+49 1512 3456789' })
    expect((await run('extract_contacts')).result).toEqual({ items: 0, failedItems: 0 })
    expect(describePeople(db)).toEqual(people)
  })

  it('list an item that fails, and go on with the others', async () => {
    addInteraction(db, inbound('good', 'jane@example.org'))
    const bad = addInteraction(db, inbound('bad', 'bob@example.org'))
    db.sqlite.exec(
      `CREATE TEMP TRIGGER refuse BEFORE INSERT ON contact_interactions WHEN new.interaction_id = ${bad} BEGIN SELECT raise(ABORT, 'refused'); END`,
    )
    expect((await run('extract_contacts')).result).toEqual({ items: 2, failedItems: 1 })
    expect(db.sqlite.prepare('SELECT stage, subject_type AS type, subject_key AS key, reason FROM item_failures').all()).toEqual([
      { stage: 'extract_contacts', type: 'interaction', key: String(bad), reason: 'refused' },
    ])
    expect(contactsOf('primary_address AS address')).toEqual([{ address: 'jane@example.org' }])
    db.sqlite.exec(`DROP TRIGGER refuse; UPDATE interactions SET contacts_state = 'pending' WHERE id = ${bad}`)
    expect((await run('extract_contacts')).result).toEqual({ items: 1, failedItems: 0 })
    expect(db.sqlite.prepare('SELECT count(*) AS total FROM item_failures').get()).toEqual({ total: 0 })
  })

  it('turn a meeting into the past once it has begun', async () => {
    addInteraction(db, meeting('soon', ['jane@example.org'], { atMs: testNowMs + dayMs }))
    await run('extract_contacts')
    expect(contactsOf('last_interaction_at AS last, next_meeting_at AS next')).toEqual([{ last: null, next: testNowMs + dayMs }])
    await runJob(db, stages, 'extract_contacts', { accountId: 'account' }, { clock: createTestClock(testNowMs + 2 * dayMs) })
    expect(contactsOf('last_interaction_at AS last, next_meeting_at AS next')).toEqual([{ last: testNowMs + dayMs, next: null }])
  })

  it('read cards, list the bad ones, and take a card again without a second person', async () => {
    addRawCard('1', 'BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Jane Doe\r\nEMAIL:jane@example.org\r\nEND:VCARD\r\n')
    addRawCard('2', 'garbage')
    expect(await run('normalize_file_contact')).toEqual({
      status: 'completed',
      result: { items: 2, failedItems: 1 },
      followUps: [{ kind: 'extract_contacts', payload: { accountId: 'account' } }],
      error: null,
    })
    expect(db.sqlite.prepare('SELECT label, reason FROM item_failures').all()).toEqual([
      { label: 'A card in friends.vcf', reason: 'This is not a vCard.' },
    ])
    await run('extract_contacts')
    db.sqlite.exec("UPDATE raw_events SET status = 'pending' WHERE external_id = '1'")
    await run('normalize_file_contact')
    await run('extract_contacts')
    expect(contactsOf('display_name AS name, primary_address AS address, status')).toEqual([
      { name: 'Jane Doe', address: 'jane@example.org', status: 'active' },
    ])
  })

  it('have nothing to do for an account that is gone', async () => {
    expect((await run('extract_contacts', 'nobody')).result).toEqual({ items: 0, failedItems: 0 })
    expect((await run('extract_identities', 'nobody')).result).toEqual({ items: 0, failedItems: 0 })
  })
})

describe('an insight', () => {
  it('tells the relationship in plain words, and the same again for the same data', async () => {
    const at = (days: number) => ({ atMs: testNowMs - days * dayMs })
    const about = (text: string) => ({ name: 'Jane Doe', title: '', text })
    addInteraction(db, inbound('1', 'jane@example.org', { ...about('The harvest budget'), ...at(200) }))
    addInteraction(db, outbound('2', 'jane@example.org', { ...about('About the harvest'), ...at(199) }))
    addInteraction(db, inbound('3', 'jane@example.org', { ...about('Harvest and budget again'), ...at(20) }))
    addInteraction(db, inbound('4', 'jane@example.org', { ...about('The harvest is in'), ...at(3) }))
    addInteraction(db, meeting('5', ['jane@example.org'], { title: 'Tasting', atMs: testNowMs + 5 * dayMs }))
    for (let index = 0; index < 9; index += 1)
      addInteraction(db, inbound(`x${index}`, 'bob@example.org', { text: 'something else entirely' }))
    await run('extract_contacts')
    const contactId = db.sqlite
      .prepare("SELECT id FROM contacts WHERE primary_address = 'jane@example.org'")
      .pluck()
      .get() as number
    const first = await runJob(db, stages, 'insight', { contactId }, { clock })
    const second = await runJob(db, stages, 'insight', { contactId }, { clock })
    expect([first.result, second.result]).toEqual([{ insightId: 1 }, { insightId: 1 }])
    expect(db.sqlite.prepare('SELECT summary, facts FROM insights').all()).toEqual([
      {
        summary:
          'You and Jane Doe share 4 messages since 27 November 2025. The last contact was their message 3 days ago. They wrote last, 3 days ago, and you have not answered. ' +
          'You are usually in touch about every 17 days. Your usual channel is e-mail. The longest silence: 179 days from 28 November 2025 to 26 May 2026. ' +
          'Recurring topics: harvest. Next meeting: “Tasting” on 20 June 2026.',
        facts: JSON.stringify([
          { label: 'History', value: '4 messages since 27 November 2025' },
          { label: 'Last contact', value: '12 June 2026 (3 days ago)' },
          { label: 'Reply', value: 'They wrote last, 3 days ago, and you have not answered' },
          { label: 'Rhythm', value: 'about every 17 days' },
          { label: 'Usual channel', value: 'e-mail' },
          { label: 'Long silences', value: '179 days from 28 November 2025 to 26 May 2026' },
          { label: 'Recurring topics', value: 'harvest' },
          { label: 'Next meeting', value: '“Tasting”, 20 June 2026' },
        ]),
      },
    ])
  })

  it('about nobody fails at once and says why', async () => {
    const report = await runJob(db, stages, 'insight', { contactId: 99 }, { clock })
    expect([report.status, report.error, report.attempt]).toEqual(['failed', 'This person is not there any more.', 1])
  })
})

describe('removing an account', () => {
  it('leaves everybody as if it had never been there, but for whom a person has decided about', async () => {
    addInteraction(db, inbound('a', 'jane@example.org', { accountId: 'other', name: 'Jane Doe' }))
    await run('extract_contacts', 'other')
    await run('extract_identities', 'other')
    const before = describePeople(db)
    addInteraction(db, outbound('b', 'jane@example.org', { name: 'Jane M. Doe' }))
    addInteraction(db, inbound('c', 'bob@example.org', { name: 'Bob Ray', signature: 'Bob Ray\n+49 151 23456789' }))
    addInteraction(db, inbound('d', 'jane@example.org', { signature: 'Jane Doe\n+49 30 123456' }))
    addCard(db, { key: 'card', name: 'Carl', addresses: ['carl@example.org'] })
    addInteraction(db, inbound('e', 'dora@example.org', { name: 'Dora' }))
    await run('extract_contacts')
    await run('extract_identities')
    const suggestionId = db.sqlite
      .prepare("SELECT id FROM suggestions WHERE suggestion_key = 'contact:dora@example.org'")
      .pluck()
      .get() as number
    acceptSuggestion(db, suggestionId, testNowMs)
    expect((await run('remove_account')).result).toEqual({ removedRows: 7 })
    expect(db.sqlite.prepare('SELECT id FROM accounts').all()).toEqual([{ id: 'other' }])
    const after = describePeople(db) as { primary_address: string; identities: string }[]
    expect(after.map((person) => person.primary_address)).toEqual(['dora@example.org', 'jane@example.org', 'me@example.com'])
    expect(after.filter((person) => person.primary_address === 'me@example.com')).toEqual(
      (before as { primary_address: string }[]).filter((person) => person.primary_address === 'me@example.com'),
    )
    expect(contactsOf('primary_address AS address, status, sent_count AS sent, received_count AS received, phone')).toEqual([
      { address: 'dora@example.org', status: 'active', sent: 0, received: 0, phone: null },
      { address: 'jane@example.org', status: 'suggested', sent: 0, received: 1, phone: null },
    ])
    expect(
      db.sqlite
        .prepare(
          'SELECT (SELECT count(*) FROM interactions) + (SELECT count(*) FROM raw_events) + (SELECT count(*) FROM contact_cards) AS left',
        )
        .get(),
    ).toEqual({ left: 1 })
    expect((await run('remove_account')).result).toEqual({ removedRows: 0 })
  })

  it('of the sample workspace takes its invented people along, decided or not', async () => {
    db.sqlite.exec("UPDATE accounts SET kind = 'sample' WHERE id = 'account'")
    addInteraction(db, inbound('a', 'jane@example.org'))
    await run('extract_contacts')
    updatePerson(
      db,
      {
        id: db.sqlite.prepare('SELECT id FROM contacts WHERE is_self = 0').pluck().get() as number,
        name: 'Janey',
        notes: 'Nice',
      },
      testNowMs,
    )
    await run('remove_account')
    expect(describePeople(db)).toEqual([])
  })
})

describe('a mail to hundreds of people', () => {
  const guest = (index: number): string => `guest${index}@example.org`
  const crowd = (key: string, first: number, count: number): TestInteraction => ({
    key,
    participants: [
      { role: 'from', address: guest(first + 3), name: 'Jane Doe' },
      { role: 'reply_to', address: 'answers@example.org' },
      { role: 'to', address: ownAddress, name: 'Me' },
      ...Array.from({ length: count }, (_, index) => ({
        role: 'cc' as const,
        address: guest(first + index),
        name: `Guest Number${index % 7}`,
      })),
    ],
  })
  const interactions = [
    crowd('first', 0, 180),
    inbound('small', guest(5), { name: 'Guest Five' }),
    crowd('second', 100, 120),
    meeting(
      'party',
      Array.from({ length: 90 }, (_, index) => guest(index * 3)),
    ),
    { ...crowd('gone', 400, 70), goneAtMs: testNowMs - 1 },
  ]

  /** Runs the stage; `afterCommit` is told the number of every commit that it makes in its first attempt. */
  const runWatched = (workspace: Database, afterCommit: (commits: number) => void) => {
    let commits = 0
    let attempt = 0
    const watched = testDefinition<'extract_contacts'>((job, context) => {
      attempt += 1
      if (attempt > 1) return extractContacts(job, context)
      const commit: typeof context.commit = (batch, work) => {
        const value = context.commit(batch, work)
        afterCommit(++commits)
        return value
      }
      const watchedContext: ProcessorContext = {
        db: context.db,
        clock: context.clock,
        logger: context.logger,
        signal: context.signal,
        checkpoint: context.checkpoint,
        commit,
        progress: (done, total, what) => context.progress(done, total, what),
        yield: () => context.yield(),
      }
      return extractContacts(job, watchedContext)
    })
    return runJob(workspace, watched, 'extract_contacts', { accountId: 'account' }, { clock })
  }

  const wanted = (): unknown => {
    const whole = createTestWorkspace()
    for (const interaction of interactions) addInteraction(whole.db, interaction)
    extractAll(whole.db)
    const people = describePeople(whole.db)
    whole.remove()
    return people
  }

  it('is gone through in slices, and says the same as if it were not', async () => {
    for (const interaction of interactions) addInteraction(db, interaction)
    const growth: number[] = []
    let known = 0
    const report = await runWatched(db, () => {
      const { total } = db.sqlite.prepare('SELECT count(*) AS total FROM contacts').get() as { total: number }
      growth.push(total - known)
      known = total
    })
    expect(report).toMatchObject({ status: 'completed', attempt: 1, result: { items: 5, failedItems: 0 } })
    expect(growth[0]).toBeLessThanOrEqual(30)
    expect(describePeople(db)).toEqual(wanted())
  })

  it('is right when it was broken off anywhere', async () => {
    const whole = wanted()
    for (const lastCommit of [1, 2, 3, 5, 8]) {
      const place = createTestWorkspace()
      for (const interaction of interactions) addInteraction(place.db, interaction)
      const report = await runWatched(place.db, (commits) => {
        if (commits === lastCommit) throw new Error('power cut')
      })
      expect(report).toMatchObject({ status: 'completed', attempt: 2 })
      expect(describePeople(place.db)).toEqual(whole)
      place.remove()
    }
  })

  it('is done with the people of its newest version when that comes between two slices', async () => {
    addInteraction(db, crowd('first', 0, 180))
    const report = await runWatched(db, (commits) => {
      if (commits === 2) addInteraction(db, crowd('first', 50, 90))
    })
    expect(report).toMatchObject({ status: 'completed', result: { failedItems: 0 } })
    const related = db.sqlite
      .prepare(
        `SELECT primary_address FROM contact_interactions JOIN contacts ON id = contact_id WHERE relation = 'crowd' ORDER BY id`,
      )
      .pluck()
      .all()
    expect(new Set(related)).toEqual(new Set(Array.from({ length: 90 }, (_, index) => guest(50 + index))))
    expect(related).toHaveLength(90)
    expect(db.sqlite.prepare("SELECT count(*) FROM interactions WHERE contacts_state <> 'done'").pluck().get()).toBe(0)
  })

  it('is listed when it cannot be processed, with the reason', async () => {
    const id = addInteraction(db, crowd('first', 0, 180))
    db.sqlite.exec(
      `CREATE TEMP TRIGGER refuse BEFORE INSERT ON contact_interactions
       WHEN (SELECT primary_address FROM contacts WHERE id = new.contact_id) = '${guest(150)}' BEGIN SELECT raise(ABORT, 'refused'); END`,
    )
    expect((await run('extract_contacts')).result).toEqual({ items: 1, failedItems: 1 })
    expect(db.sqlite.prepare('SELECT subject_key AS key, reason FROM item_failures').all()).toEqual([
      { key: String(id), reason: 'refused' },
    ])
    db.sqlite.exec(`DROP TRIGGER refuse; UPDATE interactions SET contacts_state = 'pending'`)
    expect((await run('extract_contacts')).result).toEqual({ items: 1, failedItems: 0 })
  })
})
