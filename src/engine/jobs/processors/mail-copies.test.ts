// One mail in several accounts, changed at random: where it stands depends on how things are, never on how they became so.
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { transaction } from '../../db/database.ts'
import { computeDigest } from '../../db/queries/digest/compute-digest.ts'
import { listOtherAccountsWithPending } from '../../db/queries/people/list-due-contacts.ts'
import { storeRawEvent } from '../../db/queries/raw-events/store-raw-event.ts'
import { forgetRows } from '../../people/forget-rows.ts'
import { systemClock } from '../../clock.ts'
import { createGoogleSessions } from '../../google/google-sessions.ts'
import { createRegistry } from '../../registry.ts'
import { oneVectorEmbedder } from '../../testing/one-vector-embedder.ts'
import { enqueue } from '../enqueue.ts'
import { gatherMs } from '../gather.ts'
import { createTestQueue, type TestQueue } from '../testing/test-queue.ts'

const offline = createGoogleSessions({ forAccount: () => Promise.reject(new Error('nobody asks Google here')) }, systemClock)
const registry = createRegistry({ sessions: offline, embedder: oneVectorEmbedder })

/** Where a copy may lie; the first two are in one account. */
const places = [
  { account: 'a', name: 'one' },
  { account: 'a', name: 'two' },
  { account: 'b', name: 'one' },
  { account: 'files', name: 'one' },
] as const
type Place = (typeof places)[number]

/** How the mail in one place is. Without an id, with another sender or of another day it is another mail. */
interface Copy {
  readonly id: 'same' | 'missing'
  readonly sender: 'cleo' | 'dora'
  readonly day: 3 | 4
  readonly is: 'there' | 'sent' | 'trashed' | 'gone'
}
type Step =
  | { readonly do: 'change'; readonly place: Place; readonly copy: Copy }
  | { readonly do: 'forget'; readonly place: Place }
  | { readonly do: 'normalize'; readonly account: Place['account'] }

const usually = <Value extends string | number>(value: Value, other: Value): fc.Arbitrary<Value> =>
  fc.constantFrom(value, value, value, value, other)
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('change' as const),
      place: fc.constantFrom(...places),
      copy: fc.record({
        id: usually<Copy['id']>('same', 'missing'),
        sender: usually<Copy['sender']>('cleo', 'dora'),
        day: usually<Copy['day']>(3, 4),
        is: fc.constantFrom<Copy['is'][]>('there', 'there', 'there', 'sent', 'trashed', 'gone'),
      }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('forget' as const), place: fc.constantFrom(...places) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('normalize' as const),
      account: fc.constantFrom('a' as const, 'b' as const, 'files' as const),
    }),
  },
)

function createWorkspace(): TestQueue {
  const test = createTestQueue(registry)
  for (const account of ['a', 'b', 'files'])
    test.db.sqlite
      .prepare(
        `INSERT INTO accounts (id, kind, email, display_name, own_addresses, created_at) VALUES (?, ?, ?, 'Me', json_array(?), 0)`,
      )
      .run(account, account === 'files' ? 'files' : 'google', `${account}@example.com`, `${account}@example.com`)
  return test
}

/** The same everywhere; when the mail arrived is not. */
function headersOf({ id, sender, day }: Copy): [string, string][] {
  return [
    ...(id === 'same' ? ([['Message-ID', '<plan@example.org>']] as [string, string][]) : []),
    ['From', `${sender} <${sender}@example.org>`],
    ['To', 'a@example.com, b@example.com'],
    ['Subject', 'Plan'],
    ['Date', `Tue, ${day} Mar 2026 10:00:00 +0000`],
  ]
}

function payloadOf(place: Place, copy: Copy): Buffer {
  const headers = headersOf(copy)
  const id = `${place.account} ${place.name}`
  if (place.account === 'files') return Buffer.from(`${headers.map((pair) => pair.join(': ')).join('\r\n')}\r\n\r\nYes`)
  const internalDate = String(Date.UTC(2026, 2, copy.day, 10, 0, places.indexOf(place)))
  const labelIds = { there: ['INBOX'], gone: ['INBOX'], sent: ['SENT'], trashed: ['TRASH'] }[copy.is]
  const payload = { mimeType: 'text/plain', headers: headers.map(([name, value]) => ({ name, value })), body: { data: 'WWVz' } }
  return Buffer.from(JSON.stringify({ id, threadId: id, internalDate, labelIds, payload }))
}

const isGone = ({ account }: Place, { is }: Copy): boolean => is === 'gone' || (account === 'files' && is === 'trashed')

function store({ db }: TestQueue, place: Place, copy: Copy): void {
  transaction(db, (tx) =>
    storeRawEvent(tx, {
      accountId: place.account,
      source: place.account === 'files' ? 'file_email' : 'google_email',
      container: 'mailbox',
      externalId: place.name,
      contentHash: JSON.stringify(copy),
      goneAt: isGone(place, copy) ? 5 : null,
      seenAt: Date.UTC(2026, 3),
      payload: payloadOf(place, copy),
    }),
  )
}

/** What undoing an import does, and removing an account. */
function forget({ db }: TestQueue, place: Place): void {
  const ids = (table: string, of: string): number[] =>
    db.sqlite
      .prepare(`SELECT id FROM ${table} WHERE ${of} (SELECT id FROM raw_events WHERE account_id = ? AND external_id = ?)`)
      .pluck()
      .all(place.account, place.name) as number[]
  const [interactions, rawEvents] = [ids('interactions', 'raw_event_id IN'), ids('raw_events', 'id IN')]
  transaction(db, (tx) => {
    forgetRows(tx, 'interactions', interactions, false, 0)
    forgetRows(tx, 'raw_events', rawEvents, false, 0)
    for (const accountId of listOtherAccountsWithPending(tx, '')) enqueue(tx, 'extract_contacts', { accountId })
  })
}

async function normalize(queue: TestQueue, account: Place['account']): Promise<void> {
  queue.add(account === 'files' ? 'normalize_file_email' : 'normalize_google_email', { accountId: account })
  await queue.settle()
  // What gathers more work before it starts.
  queue.clock.advance(gatherMs)
  await queue.settle()
}

/** Twice: an account's stage looks again at its owner's addresses, which may have come with another one's mail. */
async function settle(queue: TestQueue, accounts: readonly Place['account'][]): Promise<void> {
  for (const account of [...accounts, ...accounts]) await normalize(queue, account)
}

interface MailRow {
  readonly account: string
  readonly sender: string
  readonly day: number
  readonly isCopy: number
}

const rows = <Row>({ db }: TestQueue, sql: string): Row[] => db.sqlite.prepare(sql).all() as Row[]
const counted = (test: TestQueue): unknown[] =>
  rows(
    test,
    `SELECT primary_address AS address, sent_count + received_count AS mails, (SELECT count(*) FROM contact_interactions WHERE contact_id = contacts.id) AS related
     FROM contacts WHERE is_self = 0 AND sent_count + received_count > 0 ORDER BY 1`,
  )
const living = (test: TestQueue): MailRow[] =>
  rows<MailRow>(
    test,
    `SELECT i.account_id AS account, p.address AS sender, i.occurred_at / 86400000 AS day, i.is_copy AS isCopy
     FROM interactions i JOIN interaction_participants p ON p.interaction_id = i.id AND p.role = 'from'
     WHERE i.gone_at IS NULL AND i.copy_key IS NOT NULL`,
  )

const inThreeAccounts: Step[] = places.map((place) => ({
  do: 'change',
  place,
  copy: { id: 'same', sender: 'cleo', day: 3, is: 'there' },
}))

it('lets a mail stand in one account, and counts it there alone, in whatever order copies come, change and go', async () => {
  let doubled = 0
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 14, size: 'max' }), async (steps) => {
      const [lived, fresh] = [createWorkspace(), createWorkspace()]
      try {
        const copies = new Map<Place, Copy>()
        for (const each of steps) {
          if (each.do === 'change') {
            copies.set(each.place, each.copy)
            store(lived, each.place, each.copy)
          } else if (each.do === 'forget') {
            copies.delete(each.place)
            forget(lived, each.place)
          } else await normalize(lived, each.account)
        }
        await settle(lived, ['b', 'files', 'a'])
        for (const [place, copy] of copies) store(fresh, place, copy)
        await settle(fresh, ['a', 'files', 'b'])
        expect([computeDigest(lived.db), counted(lived)]).toEqual([computeDigest(fresh.db), counted(fresh)])
        const isThere = ([place, copy]: [Place, Copy]): boolean => !isGone(place, copy) && copy.is !== 'trashed'
        const there = [...copies].filter(isThere)
        expect(living(lived)).toHaveLength(there.filter(([, { id }]) => id === 'same').length)
        for (const mails of Map.groupBy(living(lived), ({ sender, day }) => `${sender} ${day}`).values()) {
          const standing = new Set(mails.filter(({ isCopy }) => isCopy === 0).map(({ account }) => account))
          expect(standing.size).toBe(1)
          expect(mails.filter(({ account, isCopy }) => standing.has(account) && isCopy === 1)).toEqual([])
          if (new Set(mails.map(({ account }) => account)).size > 1) doubled += 1
        }
        expect(rows(lived, 'SELECT 1 FROM interactions WHERE is_copy = 1 AND (copy_key IS NULL OR gone_at IS NOT NULL)')).toEqual(
          [],
        )
      } finally {
        await lived.close()
        await fresh.close()
      }
    }),
    { numRuns: process.env['OMNICRM_TEST_LONG'] === '1' ? 1_000 : 12, examples: [[inThreeAccounts]] },
  )
  expect(doubled).toBeGreaterThan(0)
}, 1_200_000)
