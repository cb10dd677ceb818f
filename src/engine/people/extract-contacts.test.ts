import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Database } from '../db/database.ts'
import { transaction } from '../db/database.ts'
import { recountContact } from '../db/queries/people/move-history.ts'
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

let db: Database
let remove: () => void
beforeEach(() => ({ db, remove } = createTestWorkspace()))
afterEach(() => remove())

function statusOf(address: string): unknown {
  return db.sqlite.prepare('SELECT status, hidden_reason AS reason FROM contacts WHERE primary_address = ?').get(address)
}

function extract(...interactions: TestInteraction[]): void {
  for (const interaction of interactions) addInteraction(db, interaction)
  extractAll(db)
}

const active = { status: 'active', reason: null }
const suggested = { status: 'suggested', reason: null }

describe('who is a contact', () => {
  it('takes in whom the owner has written to and heard from', () => {
    extract(inbound('a', 'jane@example.org'), outbound('b', 'jane@example.org'))
    expect(statusOf('jane@example.org')).toEqual(active)
  })

  it('lets two-way correspondence outrank role names and bulk headers', () => {
    extract(inbound('a', 'support@example.org', { isBulk: true }), outbound('b', 'support@example.org'))
    expect(statusOf('support@example.org')).toEqual(active)
  })

  it('suggests a person who wrote once, and names the very message', () => {
    extract(inbound('Lunch?', 'jane@example.org', { name: 'Jane Doe' }))
    expect(db.sqlite.prepare('SELECT kind, status, reason, confidence, evidence FROM suggestions').all()).toEqual([
      {
        kind: 'new_contact',
        status: 'open',
        reason: 'They wrote to you once, and you have not written to them.',
        confidence: 0.6,
        evidence: JSON.stringify([{ interactionId: 1, text: 'They wrote: Lunch?', occurredAtMs: testNowMs - dayMs }]),
      },
    ])
  })

  it.each(['lister@example.org', 'newsom@example.org', 'noriko@example.org', 'information.officer@example.org'])(
    'takes %s for a person',
    (address) => {
      extract(inbound('a', address))
      expect(statusOf(address)).toEqual(suggested)
    },
  )

  it('hides role, automatic and bulk senders with the reason', () => {
    extract(
      inbound('a', 'sales@example.org'),
      inbound('b', 'no-reply@example.org'),
      inbound('c', 'anna@example.org', { isBulk: true, bulkReason: 'List-Unsubscribe' }),
    )
    expect(['sales', 'no-reply', 'anna'].map((name) => statusOf(`${name}@example.org`))).toEqual([
      { status: 'hidden', reason: 'A shared or role address, and you have not written to each other.' },
      { status: 'hidden', reason: 'An automatic sender that takes no answers.' },
      { status: 'hidden', reason: 'Only newsletters or automatic mail: List-Unsubscribe.' },
    ])
  })

  it('takes in the people of an accepted meeting and only suggests those of an unanswered one', () => {
    extract(
      meeting('a', ['anna@example.org', 'bert@example.org']),
      meeting('b', ['carl@example.org', 'dora@example.org'], { response: 'needsAction' }),
    )
    expect(['anna', 'bert', 'carl', 'dora'].map((name) => statusOf(`${name}@example.org`))).toEqual([
      active,
      active,
      suggested,
      { status: 'hidden', reason: 'Only seen among the other people of messages or meetings.' },
    ])
  })

  it('sees co-presence and no contact beyond 25 people', () => {
    const guests = (count: number): string[] => Array.from({ length: count }, (_, index) => `guest${count}-${index}@example.org`)
    extract(meeting('small', guests(25)), meeting('large', guests(26)))
    expect(statusOf('guest25-3@example.org')).toEqual(active)
    expect(statusOf('guest26-3@example.org')).toEqual({ status: 'hidden', reason: 'Only seen in groups of more than 25 people.' })
  })

  it('never lists the owner, nor makes a contact of addresses that only carry answers', () => {
    extract({
      key: 'a',
      participants: [
        { role: 'from', address: 'jane@example.org' },
        { role: 'reply_to', address: 'reply+8f2k@example.org' },
        { role: 'to', address: ownAddress },
      ],
    })
    expect(
      db.sqlite.prepare('SELECT primary_address AS address, is_self AS isSelf, status FROM contacts ORDER BY address').all(),
    ).toEqual([
      { address: 'jane@example.org', isSelf: 0, status: 'suggested' },
      { address: ownAddress, isSelf: 1, status: 'hidden' },
    ])
  })

  it('looks again at what was read before an address was known to be the owner’s', () => {
    const early = {
      key: 'early',
      participants: [
        { role: 'from', address: 'alias@example.org', isSelf: false },
        { role: 'to', address: 'jane@example.org' },
      ],
    } as const
    extract(early)
    extract({
      key: 'late',
      participants: [
        { role: 'from', address: 'alias@example.org', isSelf: true },
        { role: 'to', address: 'jane@example.org' },
      ],
    })
    expect(db.sqlite.prepare("SELECT sent_count AS sent FROM contacts WHERE primary_address = 'jane@example.org'").get()).toEqual(
      { sent: 2 },
    )
  })

  it('leaves alone what a person has decided', () => {
    extract(inbound('a', 'jane@example.org'))
    db.sqlite.exec(
      "UPDATE contacts SET status = 'dismissed', is_decided = 1, display_name = 'Not Jane' WHERE primary_address = 'jane@example.org'",
    )
    extract(outbound('b', 'jane@example.org', { name: 'Jane Doe' }))
    expect(
      db.sqlite
        .prepare(
          "SELECT status, display_name AS name, sent_count AS sent FROM contacts WHERE primary_address = 'jane@example.org'",
        )
        .get(),
    ).toEqual({
      status: 'dismissed',
      name: 'Not Jane',
      sent: 1,
    })
  })

  it('takes back what is gone at the source', () => {
    extract(inbound('a', 'jane@example.org'), outbound('b', 'jane@example.org'))
    extract(outbound('b', 'jane@example.org', { goneAtMs: testNowMs }))
    expect(
      db.sqlite
        .prepare(
          "SELECT status, sent_count AS sent, received_count AS received FROM contacts WHERE primary_address = 'jane@example.org'",
        )
        .get(),
    ).toEqual({
      status: 'suggested',
      sent: 0,
      received: 1,
    })
  })

  it('keeps the past and the next meeting apart', () => {
    extract(
      meeting('past', ['jane@example.org'], { atMs: testNowMs - dayMs }),
      meeting('soon', ['jane@example.org'], { atMs: testNowMs + dayMs }),
      meeting('later', ['jane@example.org'], { atMs: testNowMs + 8 * dayMs }),
    )
    expect(
      db.sqlite.prepare('SELECT last_interaction_at AS last, next_meeting_at AS next FROM contacts WHERE is_self = 0').get(),
    ).toEqual({
      last: testNowMs - dayMs,
      next: testNowMs + dayMs,
    })
  })
})

describe('cards', () => {
  it('make a contact of somebody who never wrote', () => {
    addCard(db, {
      key: 'card',
      name: 'Doe, Jane (EXT)',
      addresses: ['jane@example.org', 'jane.doe@example.net'],
      organization: 'Acme',
      title: 'CTO',
      phones: ['+49 30 123456'],
    })
    extractAll(db)
    expect(describePeople(db)).toEqual([
      expect.objectContaining({
        display_name: 'Jane Doe',
        primary_address: 'jane@example.org',
        organization: 'Acme',
        title: 'CTO',
        phone: '+49 30 123456',
        status: 'active',
        identities: JSON.stringify([
          'email jane.doe@example.net (card)',
          'email jane@example.org (card)',
          'name Jane Doe (card)',
          'organization Acme (card)',
          'phone +49 30 123456 (card)',
          'title CTO (card)',
        ]),
      }),
    ])
  })

  it('join the addresses they list, whichever came first', () => {
    const mails = [inbound('a', 'jane@example.org'), inbound('b', 'jane.doe@example.net'), outbound('c', 'jane.doe@example.net')]
    const card = { key: 'card', name: 'Jane Doe', addresses: ['jane@example.org', 'jane.doe@example.net'] }
    extract(...mails)
    addCard(db, card)
    extractAll(db)
    const mailFirst = describePeople(db)
    remove()
    ;({ db, remove } = createTestWorkspace())
    addCard(db, card)
    extractAll(db)
    extract(...mails)
    expect(describePeople(db)).toEqual(mailFirst)
  })
})

const address = fc.constantFrom(
  'jane@example.org',
  'Jane@Example.org',
  'j.doe@gmail.com',
  'jdoe+x@gmail.com',
  'sales@example.org',
  'bob@example.net',
  'alias@example.com',
)
const name = fc.constantFrom(
  '',
  'Jane Doe',
  'Doe, Jane',
  'JANE DOE',
  'jane@example.org',
  'Jäne Doe',
  'Bob',
  'Bob Ray',
  'B. Ray',
  'Sales Team',
  'Bobby Ray',
)
const person = fc.record({ address, name })
const mail = fc
  .record({
    from: person,
    to: fc.array(person, { minLength: 1, maxLength: 3 }),
    isOutbound: fc.boolean(),
    isBulk: fc.boolean(),
    days: fc.integer({ min: -400, max: 40 }),
  })
  .map(({ from, to, isOutbound, isBulk, days }): Omit<TestInteraction, 'key'> => ({
    atMs: testNowMs + days * dayMs,
    isBulk: isBulk && !isOutbound,
    participants: [
      { role: 'from', ...(isOutbound ? { address: ownAddress, name: 'Me' } : from) },
      ...to.map((each) => ({ role: 'to' as const, ...each })),
      ...(isOutbound ? [] : [{ role: 'to' as const, address: ownAddress }]),
    ],
  }))
const event = fc
  .record({
    people: fc.array(person, { minLength: 1, maxLength: 3 }),
    response: fc.constantFrom('accepted', 'declined', 'needsAction'),
    days: fc.integer({ min: -400, max: 40 }),
  })
  .map(({ people, response, days }): Omit<TestInteraction, 'key'> => ({
    kind: 'meeting',
    atMs: testNowMs + days * dayMs,
    participants: [
      ...people.map((each, index) => ({ role: index === 0 ? ('organizer' as const) : ('attendee' as const), ...each })),
      { role: 'attendee' as const, address: ownAddress, response },
      { role: 'attendee' as const, address: 'alias@example.com', isSelf: days % 2 === 0, response },
    ],
  }))
const interactions = fc
  .array(fc.oneof(mail, event), { minLength: 1, maxLength: 12 })
  .map((all) => all.map((each, index) => ({ ...each, key: `${each.kind ?? 'email'} ${index}` })))

function runOnce(items: readonly TestInteraction[], batchSize: number, again: readonly TestInteraction[] = []): unknown {
  const workspace = createTestWorkspace()
  try {
    for (const item of items) addInteraction(workspace.db, item)
    extractAll(workspace.db, { batchSize })
    for (const item of again) addInteraction(workspace.db, item)
    extractAll(workspace.db, { batchSize })
    const before = describePeople(workspace.db)
    const ids = workspace.db.sqlite.prepare('SELECT id FROM contacts').pluck().all() as number[]
    transaction(workspace.db, (tx) => ids.forEach((id) => recountContact(tx, id)))
    expect(describePeople(workspace.db)).toEqual(before)
    return before
  } finally {
    workspace.remove()
  }
}

/** Once known to be the owner's, an address stays so: these items leave that out. */
function withoutAlias(items: readonly TestInteraction[]): TestInteraction[] {
  return items.map((item) => ({
    ...item,
    participants: item.participants.filter((each) => each.address !== 'alias@example.com'),
  }))
}

describe('properties', () => {
  it('the outcome does not depend on the order, on the batches, or on doing it twice; counts add up', () => {
    fc.assert(
      fc.property(
        interactions.chain((items) =>
          fc.tuple(
            fc.constant(items),
            fc.shuffledSubarray(items, { minLength: items.length }),
            fc.subarray(items),
            fc.integer({ min: 1, max: 5 }),
          ),
        ),
        ([items, shuffled, again, batchSize]) => {
          expect(runOnce(shuffled, batchSize, again)).toEqual(runOnce(items, 25))
        },
      ),
      { numRuns: 25 },
    )
  })

  it('what was changed at the source counts as if it had always been so', () => {
    fc.assert(
      fc.property(interactions.map(withoutAlias), interactions.map(withoutAlias), (before, items) => {
        const keys = new Set(items.map((item) => item.key))
        const rest = before.filter((item) => !keys.has(item.key)).map((item) => ({ ...item, goneAtMs: testNowMs }))
        const changed = runOnce(before, 3, [...items, ...rest]) as { history: string }[]
        const fresh = runOnce([...items, ...rest], 25) as { history: string }[]
        const histories = (all: readonly { history: string }[]): string[] =>
          all
            .map((each) => each.history)
            .filter((history) => history !== '[]')
            .toSorted()
        expect(histories(changed)).toEqual(histories(fresh))
      }),
      { numRuns: 15 },
    )
  })
})
