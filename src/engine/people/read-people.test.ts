import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { peoplePageSchema, personDetailSchema, suggestionPageSchema } from '../../shared/views/people.ts'
import type { Database } from '../db/database.ts'
import { peoplePageStatements } from '../db/queries/people/page-people.ts'
import { suggestionPageStatements } from '../db/queries/people/page-suggestions.ts'
import {
  addCard,
  addInteraction,
  createTestWorkspace,
  dayMs,
  extractAll,
  inbound,
  meeting,
  outbound,
  testNowMs,
} from './people-fixture.ts'
import { mergePeople } from './merge-people.ts'
import { readPeoplePage, readPerson, readSuggestionPage } from './read-people.ts'

let db: Database
let remove: () => void
beforeAll(() => {
  ;({ db, remove } = createTestWorkspace())
  for (let index = 0; index < 30; index += 1) {
    const address = `person${index}@example.org`
    const name = `${['Ada', 'bea', 'Élodie', 'Jürgen', 'Zoë'][index % 5]} Number${String.fromCharCode(65 + index)}`
    const atMs = testNowMs - (index % 7) * dayMs
    addInteraction(db, inbound(`in ${index}`, address, { name, atMs }))
    if (index % 3 > 0) addInteraction(db, outbound(`out ${index}`, address, { atMs }))
  }
  for (let index = 0; index < 5; index += 1)
    addCard(db, { key: `card ${index}`, name: `Card ${index}`, addresses: [`card${index}@example.net`] })
  addInteraction(db, meeting('soon', ['person1@example.org'], { atMs: testNowMs + 1000 }))
  addInteraction(db, meeting('later', ['person1@example.org'], { atMs: testNowMs + dayMs }))
  extractAll(db)
})
afterAll(() => remove())

const list = { text: '', status: 'active', sort: 'recent', cursor: null, limit: 100 } as const

describe('the people list', () => {
  it.each(['recent', 'strength', 'name'] as const)('in the order %s comes in pages that make up the whole', (sort) => {
    const whole = peoplePageSchema.parse(readPeoplePage(db, { ...list, sort }, testNowMs))
    const pages = []
    let cursor: string | null = null
    do {
      const page = readPeoplePage(db, { ...list, sort, cursor, limit: 4 }, testNowMs)
      expect(page.total).toBe(25)
      pages.push(...page.items)
      cursor = page.nextCursor
    } while (cursor !== null)
    expect(pages).toEqual(whole.items)
    expect(whole.items).toHaveLength(25)
    expect(whole.nextCursor).toBeNull()
  })

  it('is sorted as it says', () => {
    const read = (sort: 'recent' | 'strength' | 'name') => readPeoplePage(db, { ...list, sort }, testNowMs).items
    const recent = read('recent').map((person) => person.lastInteractionAtMs ?? 0)
    const strength = read('strength').map((person) => person.strength)
    const names = read('name').map((person) => person.name.toLowerCase())
    expect([recent, strength, names]).toEqual([
      recent.toSorted((a, b) => b - a),
      strength.toSorted((a, b) => b - a),
      names.toSorted(),
    ])
  })

  it.each([
    ['jurgen', 4],
    ['ÉLODIE', 4],
    ['person1@', 1],
    ['number ada', 4],
    ['card3@example', 1],
    ['100%', 0],
    ['nobody', 0],
  ])('finds %s %i times', (text, count) => {
    const page = readPeoplePage(db, { ...list, text }, testNowMs)
    expect([page.items.length, page.total]).toEqual([count, count])
  })

  it('never lists the owner, nor starts anywhere but at the top with a cursor of another order', () => {
    expect(readPeoplePage(db, { ...list, status: 'hidden' }, testNowMs)).toEqual({ items: [], nextCursor: null, total: 0 })
    const cursor = readPeoplePage(db, { ...list, sort: 'name', limit: 4 }, testNowMs).nextCursor
    expect(readPeoplePage(db, { ...list, cursor }, testNowMs)).toEqual(readPeoplePage(db, list, testNowMs))
  })

  it('tells the time: a meeting that has begun is the last interaction', () => {
    const read = (nowMs: number) => {
      const person = readPeoplePage(db, { ...list, text: 'person1@' }, nowMs).items[0]
      return [person?.lastInteractionAtMs, person?.nextMeetingAtMs, person?.meetingCount]
    }
    expect(read(testNowMs)).toEqual([testNowMs - dayMs, testNowMs + 1000, 0])
    expect(read(testNowMs + 2000)).toEqual([testNowMs + 1000, testNowMs + dayMs, 1])
  })
})

describe('a person', () => {
  it('is told in full', () => {
    const id = readPeoplePage(db, { ...list, text: 'person2@' }, testNowMs).items[0]?.id ?? 0
    expect(personDetailSchema.parse(readPerson(db, id, testNowMs))).toEqual({
      id,
      name: 'Élodie NumberC',
      primaryAddress: 'person2@example.org',
      organization: null,
      title: null,
      phone: null,
      notes: '',
      status: 'active',
      hiddenReason: null,
      firstInteractionAtMs: testNowMs - 2 * dayMs,
      lastInteractionAtMs: testNowMs - 2 * dayMs,
      nextMeetingAtMs: null,
      sentCount: 1,
      receivedCount: 1,
      meetingCount: 0,
      strength: 32,
      identities: [
        {
          id: expect.any(Number),
          kind: 'email',
          value: 'person2@example.org',
          source: 'email_header',
          foundInInteractionId: expect.any(Number),
          confidence: 1,
        },
        {
          id: expect.any(Number),
          kind: 'name',
          value: 'Élodie NumberC',
          source: 'email_header',
          foundInInteractionId: expect.any(Number),
          confidence: 1,
        },
      ],
      insights: [],
    })
  })

  it('who was merged is found under the one they were merged into', () => {
    const [from, into] = ['card3@', 'card4@'].map((text) => readPeoplePage(db, { ...list, text }, testNowMs).items[0]?.id ?? 0)
    mergePeople(db, { fromId: from ?? 0, intoId: into ?? 0 }, testNowMs)
    expect(readPerson(db, from ?? 0, testNowMs)).toEqual(readPerson(db, into ?? 0, testNowMs))
  })

  it('who is not there is not found', () => {
    expect(() => readPerson(db, 9999, testNowMs)).toThrow(expect.objectContaining({ kind: 'not_found' }))
  })
})

it('suggestions come in pages that make up the whole, the most certain first', () => {
  const whole = suggestionPageSchema.parse(readSuggestionPage(db, { cursor: null, limit: 100 }, testNowMs))
  const pages = []
  let cursor: string | null = null
  do {
    const page = readSuggestionPage(db, { cursor, limit: 3 }, testNowMs)
    pages.push(...page.items)
    cursor = page.nextCursor
  } while (cursor !== null)
  expect(pages).toEqual(whole.items)
  expect(whole.items.map((each) => each.confidence)).toEqual(whole.items.map((each) => each.confidence).toSorted((a, b) => b - a))
  expect(whole.total).toBe(10)
})

describe('query plans', () => {
  const plan = (sql: string): string[] =>
    (db.sqlite.prepare(`EXPLAIN QUERY PLAN ${sql.replaceAll(/:\w+/g, '1')}`).all() as { detail: string }[]).map(
      (row) => row.detail,
    )

  it.each(['recent', 'strength', 'name'] as const)(
    'the list in the order %s walks its index and never sorts or scans',
    (sort) => {
      for (const statement of Object.values(peoplePageStatements(sort, []))) {
        const details = plan(statement)
        expect(details).toEqual([expect.stringMatching(/^SEARCH contact USING INDEX contacts_by_\w+ \(status=\?/)])
      }
    },
  )

  it('a filter reads the index of identities, not the table of contacts', () => {
    const details = plan(peoplePageStatements('recent', ['jane']).first)
    expect(details.filter((detail) => /TEMP B-TREE FOR ORDER|^SCAN/.test(detail))).toEqual([])
    expect(details).toContainEqual(
      expect.stringMatching(/contact_identities USING INDEX contact_identities_by_value \(kind=\?\)/),
    )
  })

  it('suggestions walk the index of open ones', () => {
    expect(Object.values(suggestionPageStatements).map(plan)).toEqual([
      ['SCAN suggestions USING INDEX suggestions_open'],
      ['SEARCH suggestions USING INDEX suggestions_open (confidence=? AND id>?)'],
      ['SEARCH suggestions USING INDEX suggestions_open (confidence<?)'],
    ])
  })
})
