import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Database, transaction } from '../db/database.ts'
import { listPendingSignatures } from '../db/queries/people/list-pending-identities.ts'
import { bringBack } from './bring-back.ts'
import { acceptSuggestion, dismissSuggestion } from './decide-suggestion.ts'
import { extractIdentities } from './extract-identities.ts'
import { mergePeople } from './merge-people.ts'
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
} from './people-fixture.ts'
import { undoEdit } from './undo-edit.ts'
import { updatePerson } from './update-person.ts'

let db: Database
let remove: () => void
beforeEach(() => ({ db, remove } = createTestWorkspace()))
afterEach(() => remove())

/** Every row that decisions touch, ids included; only the time of the last change is left out. */
function snapshot(): unknown {
  const all = (sql: string): unknown[] => db.sqlite.prepare(sql).all()
  return {
    contacts: (all('SELECT * FROM contacts ORDER BY id') as object[]).map((row) => ({ ...row, updated_at: undefined })),
    identities: all('SELECT * FROM contact_identities ORDER BY id'),
    relations: all('SELECT * FROM contact_interactions ORDER BY contact_id, relation, occurred_at, interaction_id'),
    participants: all(
      'SELECT interaction_id, position, contact_id FROM interaction_participants ORDER BY interaction_id, position',
    ),
    suggestions: all('SELECT * FROM suggestions ORDER BY id'),
    cards: all('SELECT * FROM contact_cards ORDER BY id'),
  }
}

function load(...interactions: TestInteraction[]): void {
  for (const interaction of interactions) addInteraction(db, interaction)
  extractAll(db)
  const run = { ownAddresses: [ownAddress], compared: new Set<number>() }
  transaction(db, (tx) => extractIdentities(tx, listPendingSignatures(tx, 'account', 0, 1000), run, testNowMs))
}

function contactId(address: string): number {
  return db.sqlite
    .prepare('SELECT contact_id FROM contact_identities WHERE kind = ? AND value = ?')
    .pluck()
    .get('email', address) as number
}

function read(address: string, columns: string): unknown {
  return db.sqlite.prepare(`SELECT ${columns} FROM contacts WHERE primary_address = ?`).get(address)
}

const suggestionId = (kind: string): number =>
  db.sqlite.prepare('SELECT id FROM suggestions WHERE kind = ?').pluck().get(kind) as number
const later = testNowMs + 1000

describe('suggestions', () => {
  beforeEach(() => load(inbound('a', 'jane@example.org', { name: 'Jane Doe' })))

  it('when accepted, make a contact for good', () => {
    acceptSuggestion(db, suggestionId('new_contact'), later)
    load(inbound('a', 'jane@example.org', { name: 'Jane Doe', goneAtMs: later }))
    expect(read('jane@example.org', 'status, is_decided AS isDecided')).toEqual({ status: 'active', isDecided: 1 })
  })

  it('when dismissed, stay so whatever comes', () => {
    dismissSuggestion(db, suggestionId('new_contact'), later)
    load(outbound('b', 'jane@example.org'), meeting('c', ['jane@example.org']))
    expect(read('jane@example.org', 'status, hidden_reason AS reason')).toEqual({
      status: 'dismissed',
      reason: 'You dismissed this suggestion.',
    })
    expect(db.sqlite.prepare('SELECT status FROM suggestions').all()).toEqual([{ status: 'dismissed' }])
  })

  it('that were dismissed are taken back by hand, hold against imports, and can be dismissed again by undoing that', () => {
    dismissSuggestion(db, suggestionId('new_contact'), later)
    const before = snapshot()
    const { undoId } = bringBack(db, contactId('jane@example.org'), later)
    load(inbound('a', 'jane@example.org', { name: 'Jane Doe', goneAtMs: later }))
    expect(read('jane@example.org', 'status, hidden_reason AS reason, is_decided AS isDecided')).toEqual({
      status: 'active',
      reason: null,
      isDecided: 1,
    })
    const conflict = expect.objectContaining({ kind: 'conflict' })
    expect(() => bringBack(db, contactId('jane@example.org'), later)).toThrow(conflict)
    expect(() => bringBack(db, contactId(ownAddress), later)).toThrow(conflict)
    load(inbound('a', 'jane@example.org', { name: 'Jane Doe' }))
    undoEdit(db, undoId, later)
    expect(snapshot()).toEqual(before)
  })

  it('answer the same undo when decided twice, and are gone as they came when undone', () => {
    const before = snapshot()
    for (const decide of [acceptSuggestion, dismissSuggestion]) {
      const first = decide(db, suggestionId('new_contact'), later)
      expect(decide(db, suggestionId('new_contact'), later)).toEqual(first)
      undoEdit(db, first.undoId, later)
      undoEdit(db, first.undoId, later)
      expect(snapshot()).toEqual(before)
    }
  })

  it('say what is wrong with an unknown one', () => {
    expect(() => acceptSuggestion(db, 999, later)).toThrow(expect.objectContaining({ kind: 'not_found' }))
    expect(() => undoEdit(db, 999, later)).toThrow(expect.objectContaining({ kind: 'not_found' }))
  })
})

describe('edits', () => {
  beforeEach(() => load(inbound('a', 'jane@example.org', { name: 'Jane Doe' })))

  it('of a name hold against imports, and take a suggested person in', () => {
    updatePerson(db, { id: contactId('jane@example.org'), name: 'Janey', organization: '' }, later)
    load(inbound('b', 'jane@example.org', { name: 'Jane M. Doe', signature: 'Jane Doe\nCEO\nAcme GmbH' }))
    expect(read('jane@example.org', 'display_name AS name, status, organization')).toEqual({
      name: 'Janey',
      status: 'active',
      organization: null,
    })
  })

  it('of notes decide nothing', () => {
    updatePerson(db, { id: contactId('jane@example.org'), notes: 'Met in Rome' }, later)
    expect(read('jane@example.org', 'notes, status, is_decided AS isDecided')).toEqual({
      notes: 'Met in Rome',
      status: 'suggested',
      isDecided: 0,
    })
  })

  it('that change nothing leave no trace', () => {
    const before = snapshot()
    expect(updatePerson(db, { id: contactId('jane@example.org'), name: 'Jane Doe', notes: '' }, later)).toEqual({ undoId: null })
    expect(snapshot()).toEqual(before)
  })

  it('can be undone without undoing later ones', () => {
    const id = contactId('jane@example.org')
    const before = snapshot()
    const { undoId } = updatePerson(db, { id, name: 'Janey', organization: 'Acme' }, later)
    undoEdit(db, undoId ?? 0, later)
    expect(snapshot()).toEqual(before)
    const first = updatePerson(db, { id, name: 'Janey' }, later)
    updatePerson(db, { id, notes: 'Met in Rome' }, later + 1)
    undoEdit(db, first.undoId ?? 0, later + 2)
    expect(read('jane@example.org', 'display_name AS name, notes')).toEqual({ name: 'Jane Doe', notes: 'Met in Rome' })
  })
})

describe('merging', () => {
  const mails = [
    inbound('a', 'jane@acme.example', { name: 'Jane Doe', atMs: testNowMs - 9 * dayMs }),
    outbound('b', 'jane@acme.example', { atMs: testNowMs - 8 * dayMs }),
    inbound('c', 'j.doe@acme.example', { name: 'Jane Doe', atMs: testNowMs - 2 * dayMs }),
    meeting('d', ['jane@acme.example', 'j.doe@acme.example'], { atMs: testNowMs + dayMs }),
    {
      key: 'e',
      participants: [
        { role: 'from', address: ownAddress },
        { role: 'to', address: 'jane@acme.example' },
        { role: 'cc', address: 'j.doe@acme.example' },
      ],
    },
  ] satisfies TestInteraction[]

  it('joins addresses and history, and counts what both were in once', () => {
    load(...mails)
    acceptSuggestion(db, suggestionId('merge'), later)
    expect(
      read(
        'jane@acme.example',
        'sent_count AS sent, received_count AS received, meeting_count AS met, first_interaction_at AS first, next_meeting_at AS next',
      ),
    ).toEqual({
      sent: 2,
      received: 2,
      met: 1,
      first: testNowMs - 9 * dayMs,
      next: testNowMs + dayMs,
    })
    expect(contactId('j.doe@acme.example')).toBe(contactId('jane@acme.example'))
    expect(db.sqlite.prepare("SELECT count(*) FROM suggestions WHERE status = 'open'").pluck().get()).toBe(0)
  })

  it('lets later messages go to the survivor', () => {
    load(...mails)
    acceptSuggestion(db, suggestionId('merge'), later)
    load(inbound('f', 'j.doe@acme.example', { name: 'Jane Doe' }))
    expect(read('jane@acme.example', 'received_count AS received')).toEqual({ received: 3 })
  })

  it('keeps notes, cards and decisions of both', () => {
    addCard(db, { key: 'card', name: 'Jane Doe', addresses: ['j.doe@acme.example'], phones: ['+49 30 123456'] })
    load(...mails)
    const [from, into] = [contactId('j.doe@acme.example'), contactId('jane@acme.example')]
    updatePerson(db, { id: from, notes: 'Second', title: 'CEO' }, later)
    updatePerson(db, { id: into, notes: 'First' }, later)
    mergePeople(db, { fromId: from, intoId: into }, later)
    expect(read('jane@acme.example', 'notes, title, phone, is_decided AS isDecided')).toEqual({
      notes: 'First\n\nSecond',
      title: 'CEO',
      phone: '+49 30 123456',
      isDecided: 1,
    })
  })

  it('refuses the owner, oneself, and who was merged already', () => {
    load(...mails)
    const [a, b, me] = [contactId('jane@acme.example'), contactId('j.doe@acme.example'), contactId(ownAddress)]
    mergePeople(db, { fromId: a, intoId: b }, later)
    const conflict = expect.objectContaining({ kind: 'conflict' })
    expect(() => mergePeople(db, { fromId: a, intoId: b }, later)).toThrow(conflict)
    expect(() => mergePeople(db, { fromId: b, intoId: b }, later)).toThrow(conflict)
    expect(() => mergePeople(db, { fromId: b, intoId: me }, later)).toThrow(conflict)
  })

  it('of several has to be undone from the last', () => {
    load(...mails, inbound('x', 'jane.doe@example.org', { name: 'Jane Doe' }))
    const [a, b, c] = [contactId('jane@acme.example'), contactId('j.doe@acme.example'), contactId('jane.doe@example.org')]
    const before = snapshot()
    const first = mergePeople(db, { fromId: a, intoId: b }, later)
    const second = mergePeople(db, { fromId: b, intoId: c }, later)
    expect(() => undoEdit(db, first.undoId, later)).toThrow(expect.objectContaining({ kind: 'conflict' }))
    undoEdit(db, second.undoId, later)
    undoEdit(db, first.undoId, later)
    expect(snapshot()).toEqual(before)
  })

  it('can be undone, and everything is as it was', () => {
    const address = fc.constantFrom('jane@acme.example', 'j.doe@acme.example', 'bob@example.org')
    const name = fc.constantFrom('Jane Doe', 'Doe, Jane', 'Jane', 'Bob Ray', '')
    const item = fc.record({
      people: fc.array(fc.record({ address, name }), { minLength: 1, maxLength: 3 }),
      isOutbound: fc.boolean(),
      isMeeting: fc.boolean(),
      days: fc.integer({ min: -50, max: 9 }),
    })
    fc.assert(
      fc.property(fc.array(item, { minLength: 1, maxLength: 6 }), fc.boolean(), (items, hasCard) => {
        remove()
        ;({ db, remove } = createTestWorkspace())
        if (hasCard) addCard(db, { key: 'card', name: 'Jane Doe', addresses: ['j.doe@acme.example'] })
        load(
          inbound('first', 'jane@acme.example'),
          inbound('second', 'j.doe@acme.example'),
          ...items.map(({ people, isOutbound, isMeeting, days }, index): TestInteraction => ({
            key: `item ${index}`,
            kind: isMeeting ? 'meeting' : 'email',
            atMs: testNowMs + days * dayMs,
            participants: isMeeting
              ? [
                  { role: 'organizer', address: ownAddress },
                  ...people.map((person) => ({ role: 'attendee' as const, ...person })),
                ]
              : [
                  { role: 'from', ...(isOutbound ? { address: ownAddress } : (people[0] ?? { address: ownAddress })) },
                  ...people.slice(isOutbound ? 0 : 1).map((person) => ({ role: 'to' as const, ...person })),
                ],
          })),
        )
        const before = snapshot()
        const described = describePeople(db)
        const { undoId } = mergePeople(
          db,
          { fromId: contactId('jane@acme.example'), intoId: contactId('j.doe@acme.example') },
          later,
        )
        undoEdit(db, undoId, later)
        expect(describePeople(db)).toEqual(described)
        expect(snapshot()).toEqual(before)
      }),
      { numRuns: 20 },
    )
  })
})
