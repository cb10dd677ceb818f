// One meeting on calendars of two accounts, changed at random: what is told of it depends on how things are, never on how they became so.
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { transaction } from '../../db/database.ts'
import { listPendingEventStages } from '../../db/queries/calendar/list-pending-event-stages.ts'
import { setCalendarFlag } from '../../db/queries/calendar/set-calendar-flag.ts'
import { storeRawEvent } from '../../db/queries/raw-events/store-raw-event.ts'
import { createTestDatabase, type TestDatabase } from '../../db/testing/test-database.ts'
import { createTestClock } from '../../testing/test-clock.ts'
import { runJob } from '../testing/run-job.ts'
import { testDefinition } from '../testing/test-definition.ts'
import { normalizeGoogleEvent } from './normalize-google-event.ts'

const calendars = [
  { id: 1, account: 'a', name: 'own', role: 'owner', isPrimary: 1 },
  { id: 2, account: 'a', name: 'team', role: 'reader', isPrimary: 0 },
  { id: 3, account: 'b', name: 'own', role: 'owner', isPrimary: 1 },
  { id: 4, account: 'b', name: 'team', role: 'owner', isPrimary: 0 },
] as const
type Calendar = (typeof calendars)[number]

/** How the copy on one calendar is. */
interface Copy {
  readonly version: number
  readonly is: 'there' | 'declined' | 'gone'
}
type Step =
  | { readonly do: 'change'; readonly calendar: Calendar; readonly copy: Copy }
  | { readonly do: 'switch'; readonly calendar: Calendar }
  | { readonly do: 'normalize'; readonly account: 'a' | 'b' }

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    do: fc.constant('change' as const),
    calendar: fc.constantFrom(...calendars),
    copy: fc.record({
      version: fc.nat(9),
      is: fc.constantFrom<Copy['is'][]>('there', 'there', 'declined', 'gone'),
    }),
  }),
  fc.record({ do: fc.constant('switch' as const), calendar: fc.constantFrom(...calendars) }),
  fc.record({ do: fc.constant('normalize' as const), account: fc.constantFrom('a' as const, 'b' as const) }),
)

function createWorkspace(): TestDatabase {
  const test = createTestDatabase()
  for (const account of ['a', 'b'])
    test.db.sqlite
      .prepare(
        `INSERT INTO accounts (id, kind, email, display_name, own_addresses, created_at) VALUES (?, 'google', ?, 'Me', json_array(?), 0)`,
      )
      .run(account, `${account}@example.com`, `${account}@example.com`)
  for (const { id, account, name, role, isPrimary } of calendars)
    test.db.sqlite
      .prepare(
        `INSERT INTO calendars (id, account_id, external_id, name, color, access_role, is_primary) VALUES (?, ?, ?, ?, '#112233', ?, ?)`,
      )
      .run(id, account, name, name, role, isPrimary)
  return test
}

function store({ db }: TestDatabase, { account, name }: Calendar, { version, is }: Copy): void {
  const me = { email: `${account}@example.com`, self: true, responseStatus: is === 'declined' ? 'declined' : 'accepted' }
  const payload = Buffer.from(
    JSON.stringify({
      id: 'talk',
      iCalUID: 'talk@google.com',
      summary: `Talk ${version} on ${name} of ${account}`,
      start: { dateTime: '2026-03-03T10:00:00Z' },
      end: { dateTime: '2026-03-03T11:00:00Z' },
      recurrence: ['RRULE:FREQ=WEEKLY;COUNT=2'],
      attendees: [me, { email: 'cleo@example.org' }],
    }),
  )
  transaction(db, (tx) => {
    storeRawEvent(tx, {
      accountId: account,
      source: 'google_event',
      container: name,
      externalId: 'talk',
      contentHash: `${version} ${is}`,
      goneAt: is === 'gone' ? 5 : null,
      seenAt: 0,
      payload,
      seriesId: null,
    })
  })
}

async function normalize({ db }: TestDatabase, accountId: string): Promise<void> {
  const definition = testDefinition<'normalize_google_event'>(normalizeGoogleEvent)
  const report = await runJob(db, definition, 'normalize_google_event', { accountId }, { clock: createTestClock() })
  expect(report).toMatchObject({ status: 'completed', result: { failedItems: 0 } })
}

/** As the queue would: until no stage has anything to do. */
async function settle(test: TestDatabase): Promise<void> {
  for (let stages = listPendingEventStages(test.db); stages[0]; stages = listPendingEventStages(test.db))
    await normalize(test, stages[0].payload.accountId)
}

function told({ db }: TestDatabase): unknown {
  return {
    meetings: db.sqlite
      .prepare(`SELECT source_key, account_id, title FROM interactions WHERE gone_at IS NULL ORDER BY source_key, account_id`)
      .all(),
    copies: db.sqlite
      .prepare(
        `SELECT e.calendar_id, e.occurrence_key, e.title, i.title AS told FROM calendar_events e
         LEFT JOIN interactions i ON i.id = e.interaction_id AND i.gone_at IS NULL
         WHERE e.gone_at IS NULL ORDER BY e.calendar_id, e.occurrence_key`,
      )
      .all(),
  }
}

it('tells a meeting once, as the leading copy of all accounts does, in whatever order copies come, change and go', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 12, size: 'max' }), async (steps) => {
      const [lived, fresh] = [createWorkspace(), createWorkspace()]
      try {
        const copies = new Map<Calendar, Copy>()
        const isOn = new Map<Calendar, boolean>(calendars.map((calendar) => [calendar, true]))
        for (const each of steps) {
          if (each.do === 'normalize') {
            await normalize(lived, each.account)
          } else if (each.do === 'change') {
            copies.set(each.calendar, each.copy)
            store(lived, each.calendar, each.copy)
          } else {
            isOn.set(each.calendar, !isOn.get(each.calendar))
            transaction(lived.db, (tx) => setCalendarFlag(tx, each.calendar.id, 'isEnabled', isOn.get(each.calendar) === true))
          }
        }
        await settle(lived)
        for (const [calendar, value] of isOn) transaction(fresh.db, (tx) => setCalendarFlag(tx, calendar.id, 'isEnabled', value))
        for (const [calendar, copy] of copies) store(fresh, calendar, copy)
        await settle(fresh)
        expect(told(lived)).toEqual(told(fresh))
        const { meetings } = told(lived) as { meetings: unknown[] }
        expect(meetings).toHaveLength([...copies.values()].some(({ is }) => is === 'there') ? 2 : 0)
      } finally {
        lived.dispose()
        fresh.dispose()
      }
    }),
    { numRuns: process.env['OMNICRM_TEST_LONG'] === '1' ? 1_000 : 40 },
  )
}, 1_200_000)
