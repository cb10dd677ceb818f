import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Database, transaction } from '../db/database.ts'
import { listPendingSignatures } from '../db/queries/people/list-pending-identities.ts'
import { extractIdentities } from './extract-identities.ts'
import {
  addCard,
  addInteraction,
  createTestWorkspace,
  dayMs,
  describePeople,
  extractAll,
  inbound,
  outbound,
  type TestInteraction,
  testNowMs,
} from './people-fixture.ts'

let db: Database
let remove: () => void
beforeEach(() => ({ db, remove } = createTestWorkspace()))
afterEach(() => remove())

function identify(into: Database, batchSize = 10): void {
  const run = { ownAddresses: ['me@example.com'], compared: new Set<number>() }
  for (;;) {
    const batch = listPendingSignatures(into, 'account', 0, batchSize)
    if (batch.length === 0) return
    const [failed] = transaction(into, (tx) => extractIdentities(tx, batch, run, testNowMs))
    if (failed) throw failed.error
  }
}

function run(...interactions: TestInteraction[]): void {
  for (const interaction of interactions) addInteraction(db, interaction)
  extractAll(db)
  identify(db)
}

function listMerges(): unknown[] {
  return db.sqlite
    .prepare(
      `SELECT contact.primary_address AS person, other.primary_address AS into_person, reason, confidence FROM suggestions
       JOIN contacts contact ON contact.id = contact_id JOIN contacts other ON other.id = other_contact_id WHERE kind = 'merge' AND suggestions.status = 'open'`,
    )
    .all()
}

describe('signatures', () => {
  const signature = 'Jane Doe\nHead of Sales\nAcme GmbH\n+49 151 23456789'

  it('fill what is empty, and say where it was found', () => {
    run(inbound('a', 'jane@acme.example', { name: 'Jane Doe', signature }))
    expect(db.sqlite.prepare('SELECT organization, title, phone FROM contacts WHERE is_self = 0').get()).toEqual({
      organization: 'Acme GmbH',
      title: 'Head of Sales',
      phone: '+49 1512 3456789',
    })
    expect(
      db.sqlite
        .prepare(
          "SELECT kind, value, source, found_in_interaction_id AS foundIn, confidence FROM contact_identities WHERE source = 'signature' ORDER BY kind",
        )
        .all(),
    ).toEqual([
      { kind: 'organization', value: 'Acme GmbH', source: 'signature', foundIn: 1, confidence: 0.85 },
      { kind: 'phone', value: '+49 1512 3456789', source: 'signature', foundIn: 1, confidence: 0.9 },
      { kind: 'title', value: 'Head of Sales', source: 'signature', foundIn: 1, confidence: 0.7 },
    ])
  })

  it('give way to newer ones, and to cards', () => {
    addCard(db, { key: 'card', name: 'Jane Doe', addresses: ['jane@acme.example'], title: 'Boss' })
    run(
      inbound('new', 'jane@acme.example', {
        name: 'Jane Doe',
        atMs: testNowMs - dayMs,
        signature: 'Jane Doe\nDirector\nWidget Works Inc.',
      }),
      inbound('old', 'jane@acme.example', { name: 'Jane Doe', atMs: testNowMs - 90 * dayMs, signature }),
    )
    expect(db.sqlite.prepare('SELECT organization, title FROM contacts WHERE is_self = 0').get()).toEqual({
      organization: 'Widget Works Inc.',
      title: 'Boss',
    })
  })

  it('of newsletters and of the owner are left alone', () => {
    run(inbound('a', 'jane@acme.example', { signature, isBulk: true }), outbound('b', 'bob@example.org', { signature }))
    expect(db.sqlite.prepare("SELECT count(*) AS total FROM contact_identities WHERE source = 'signature'").get()).toEqual({
      total: 0,
    })
  })
})

describe('merge suggestions', () => {
  it('are made for one name at one organization', () => {
    run(
      inbound('a', 'jane@acme.example', { name: 'Jane Doe' }),
      inbound('b', 'j.doe@acme.example', { name: 'Doe, Jane' }),
      outbound('c', 'j.doe@acme.example'),
    )
    expect(listMerges()).toEqual([
      {
        person: 'jane@acme.example',
        into_person: 'j.doe@acme.example',
        reason: 'Both are called Jane Doe and write from acme.example.',
        confidence: 0.9,
      },
    ])
  })

  it('are made for one name with addresses that are alike', () => {
    run(inbound('a', 'jane.doe@acme.example', { name: 'Jane Doe' }), inbound('b', 'janedoe@gmail.com', { name: 'Jane Doe' }))
    expect(listMerges()).toEqual([expect.objectContaining({ confidence: 0.75 })])
  })

  it('are made for one number with names that agree', () => {
    run(
      inbound('a', 'jane@acme.example', { name: 'Jane Doe', signature: 'Jane Doe\n+49 151 23456789' }),
      inbound('b', 'sunshine@gmail.com', { name: 'Jane', signature: 'Jane\n+49 151 23456789' }),
    )
    expect(listMerges()).toEqual([
      expect.objectContaining({ reason: 'Both have the number +49 1512 3456789, and their names agree.', confidence: 0.8 }),
    ])
  })

  it('are never made for equal names alone, nor for free mail in common, nor for a shared switchboard', () => {
    run(
      inbound('a', 'sunshine@gmail.com', { name: 'Jane Doe' }),
      inbound('b', 'rainbow@gmail.com', { name: 'Jane Doe' }),
      inbound('c', 'x1@acme.example', { name: 'Anna Berg', signature: 'Anna Berg\n+49 30 123456' }),
      inbound('d', 'x2@acme.example', { name: 'Carl Dorn', signature: 'Carl Dorn\n+49 30 123456' }),
    )
    expect(listMerges()).toEqual([])
  })

  it('are not made again once dismissed', () => {
    run(inbound('a', 'jane@acme.example', { name: 'Jane Doe' }), inbound('b', 'j.doe@acme.example', { name: 'Jane Doe' }))
    db.sqlite.exec("UPDATE suggestions SET status = 'dismissed' WHERE kind = 'merge'")
    run(inbound('c', 'jane@acme.example', { name: 'Jane Doe' }), inbound('d', 'j.doe@acme.example', { name: 'Jane Doe' }))
    expect(listMerges()).toEqual([])
  })
})

it('learns the same in any order and in any batches', () => {
  const signatures = [
    'Jane Doe\n+49 151 23456789',
    'Jane Doe\nDirector\nAcme GmbH',
    'Jane Doe\nHead of Sales\nWidget Works Inc.\n+49 30 123456',
    '',
  ]
  const item = fc.record({
    address: fc.constantFrom('jane@acme.example', 'j.doe@acme.example', 'janedoe@gmail.com', 'bob@acme.example'),
    name: fc.constantFrom('Jane Doe', 'Doe, Jane', 'Bob Ray', ''),
    signature: fc.constantFrom(...signatures),
  })
  const items = fc
    .array(item, { minLength: 1, maxLength: 8 })
    .map((all) =>
      all.map(({ address, ...more }, index) =>
        inbound(`item ${index}`, address, { ...more, atMs: testNowMs - (index + 1) * dayMs }),
      ),
    )
  const outcome = (all: readonly TestInteraction[], batchSize: number): unknown => {
    const workspace = createTestWorkspace()
    try {
      for (const each of all) addInteraction(workspace.db, each)
      extractAll(workspace.db)
      identify(workspace.db, batchSize)
      return describePeople(workspace.db)
    } finally {
      workspace.remove()
    }
  }
  fc.assert(
    fc.property(
      items.chain((all) =>
        fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length }), fc.integer({ min: 1, max: 4 })),
      ),
      ([all, shuffled, batchSize]) => {
        const withoutMerges = (people: unknown): unknown =>
          (people as { suggestions: string }[]).map((person) => ({
            ...person,
            suggestions: (JSON.parse(person.suggestions) as string[]).filter((each) => !each.startsWith('merge')),
          }))
        const merges = (people: unknown): string[] =>
          (people as { suggestions: string }[])
            .flatMap((person) => JSON.parse(person.suggestions) as string[])
            .filter((each) => each.startsWith('merge'))
            .map((each) => each.split(';')[0] ?? '')
            .map((each) => each.replace(/[^ ]+ · .*/, ''))
            .toSorted()
        const first = outcome(all, 10)
        const second = outcome(shuffled, batchSize)
        expect(withoutMerges(second)).toEqual(withoutMerges(first))
        expect(merges(second)).toEqual(merges(first))
      },
    ),
    { numRuns: 20 },
  )
})
