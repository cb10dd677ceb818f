// Random histories of an account: whatever happens at Google, a sync ends with what Google has.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { JobKind } from '../../../shared/jobs/vocabulary.ts'
import { type MailChoice, wholeMailbox } from '../../../shared/views/imports.ts'
import { importCommands } from '../../commands/import-commands.ts'
import { listAccounts } from '../../db/queries/accounts/list-accounts.ts'
import { listImportsInForce } from '../../db/queries/imports/list-imports.ts'
import { bindQueue } from '../../jobs/queue-binding.ts'
import { testDefinition } from '../../jobs/testing/test-definition.ts'
import type { JobDefinition } from '../../jobs/types.ts'
import { isChosen } from '../../../shared/mail-choice.ts'
import { occurrenceId, splitSeriesId } from '../../google/fake/calendar-resources.ts'
import { expectedMeetings, type ExpectedOccurrence, expectedOccurrences, plannedStarts } from './testing/expected-calendar.ts'
import { openSyncScene, type SyncScene } from './testing/sync-scene.ts'

/** A thousand long histories, or a few short ones. */
const { numRuns, size } =
  process.env['OMNICRM_TEST_LONG'] === '1'
    ? ({ numRuns: 1_000, size: 'max' } as const)
    : ({ numRuns: 60, size: 'small' } as const)

type Step =
  | {
      readonly kind:
        | 'add_event'
        | 'add_series'
        | 'expire_sync_tokens'
        | 'add_mail'
        | 'add_spam'
        | 'expire_history'
        | 'sync'
        | 'toggle_calendar'
        | 'add_promotion'
        | 'add_old'
        | 'pause'
        | 'resume'
        | 'undo'
    }
  | {
      readonly kind:
        | 'rename'
        | 'move'
        | 'cancel'
        | 'restore'
        | 'move_occurrence'
        | 'edit_occurrence'
        | 'split'
        | 'change_calendar'
        | 'cancel_occurrence'
        | 'star'
        | 'read'
        | 'trash'
        | 'untrash'
        | 'spam'
        | 'delete_mail'
        | 'promote'
        | 'demote'
        | 'approve'
      readonly pick: number
    }
  | { readonly kind: 'die'; readonly commits: number }

const plain = fc.constantFrom<Step>(
  ...(
    [
      'add_event',
      'add_event',
      'add_series',
      'expire_sync_tokens',
      'add_mail',
      'add_mail',
      'add_spam',
      'expire_history',
      'sync',
      'sync',
      'toggle_calendar',
    ] as const
  ).map((kind) => ({ kind })),
)
const picked = fc.record({
  kind: fc.constantFrom(
    'rename',
    'move',
    'cancel',
    'restore',
    'move_occurrence',
    'edit_occurrence',
    'cancel_occurrence',
    'split',
    'change_calendar',
    'star',
    'read',
    'trash',
    'untrash',
    'spam',
    'delete_mail' as const,
  ),
  pick: fc.nat(1000),
}) as fc.Arbitrary<Step>
const death = fc.record({ kind: fc.constant('die' as const), commits: fc.integer({ min: 1, max: 6 }) })
const history = fc.array(
  fc.oneof({ arbitrary: plain, weight: 5 }, { arbitrary: picked, weight: 10 }, { arbitrary: death, weight: 1 }),
  { minLength: 5, maxLength: 40, size },
)

/** Changes of the mailbox alone, and of what a person wants of it. */
const choosing = fc.array(
  fc.oneof(
    {
      arbitrary: fc.constantFrom<Step>(
        ...(['add_mail', 'add_promotion', 'add_old', 'expire_history', 'sync', 'sync', 'pause', 'resume', 'undo'] as const).map(
          (kind) => ({ kind }),
        ),
      ),
      weight: 8,
    },
    {
      arbitrary: fc.record({
        kind: fc.constantFrom('promote', 'demote', 'star', 'read', 'trash', 'untrash', 'spam', 'delete_mail', 'approve' as const),
        pick: fc.nat(1000),
      }) as fc.Arbitrary<Step>,
      weight: 10,
    },
    { arbitrary: death, weight: 1 },
  ),
  { minLength: 5, maxLength: 40, size },
)

const teamId = 'team@group.calendar.google.com'

function hour(day: number, hours: number): { dateTime: string; timeZone: string } {
  return {
    dateTime: `2026-11-${String(day).padStart(2, '0')}T${String(hours).padStart(2, '0')}:00:00+01:00`,
    timeZone: 'Europe/Berlin',
  }
}

function berlin(atMs: number): { dateTime: string; timeZone: string } {
  return { dateTime: `${new Date(atMs + 3_600_000).toISOString().slice(0, 19)}+01:00`, timeZone: 'Europe/Berlin' }
}

async function syncBoth(scene: SyncScene, commitsBeforeDeath?: number): Promise<void> {
  for (const kind of ['google_calendar_sync', 'google_gmail_sync', 'normalize_google_event', 'normalize_google_email'] as const) {
    try {
      await scene.run(kind, commitsBeforeDeath === undefined ? {} : { commitsBeforeDeath })
    } catch (error) {
      if (!(error instanceof Error) || error.message !== 'killed') throw error
    }
  }
}

/** A whole sync, after which everything must be as Google has it; a snapshot that is not believed at first is a second time. */
async function syncAndCompare(scene: SyncScene): Promise<void> {
  await syncBoth(scene)
  if (listAccounts(scene.db).some(({ notices }) => notices.length > 0)) {
    scene.clock.advance(3_600_000)
    await syncBoth(scene)
  }
  expect(held(scene)).toEqual(heldByGoogle(scene))
  expect(shownMail(scene)).toEqual(heldByGoogle(scene).filter(isMail))
  expect(shown(scene)).toEqual({
    occurrences: expectedOccurrences(scene.google).map(lineOf).sort(),
    meetings: expectedMeetings(scene.google).map(lineOfMeeting).sort(),
  })
}

/** What the calendar and the timeline show. */
function shown({ db }: SyncScene): { occurrences: string[]; meetings: string[] } {
  return {
    occurrences: db
      .prepare<[], ExpectedOccurrence>(
        `SELECT c.external_id AS calendarId, e.external_id AS seriesId, e.meeting_key AS meetingKey, e.title, e.start_at AS startMs
         FROM calendar_events e JOIN calendars c ON c.id = e.calendar_id WHERE e.gone_at IS NULL AND e.status <> 'cancelled'`,
      )
      .all()
      .map(lineOf)
      .sort(),
    meetings: db
      .prepare<[], Pick<ExpectedOccurrence, 'meetingKey' | 'title' | 'startMs'>>(
        `SELECT source_key AS meetingKey, title, occurred_at AS startMs FROM interactions WHERE kind = 'meeting' AND gone_at IS NULL`,
      )
      .all()
      .map(lineOfMeeting)
      .sort(),
  }
}

/** The mail on the timeline, as {@link held} tells of it. */
function shownMail({ db }: SyncScene): string[] {
  return db
    .prepare<[], { id: string; labels: string }>(
      `SELECT r.external_id AS id, i.labels FROM interactions i JOIN raw_events r ON r.id = i.raw_event_id
       WHERE i.kind = 'email' AND i.gone_at IS NULL`,
    )
    .all()
    .map(({ id, labels }) => `mail ${id} ${(JSON.parse(labels) as string[]).sort().join(' ')}`)
    .sort()
}
function isMail(line: string): boolean {
  return line.startsWith('mail ')
}

function lineOf({ calendarId, seriesId, ...meeting }: ExpectedOccurrence): string {
  return `${calendarId} ${seriesId} ${lineOfMeeting(meeting)}`
}
function lineOfMeeting({ meetingKey, title, startMs }: Pick<ExpectedOccurrence, 'meetingKey' | 'title' | 'startMs'>): string {
  return `${meetingKey} ${title} ${new Date(startMs).toISOString()}`
}

async function play(scene: SyncScene, step: Step, number: number): Promise<void> {
  const { google } = scene
  const calendar = number % 3 === 0 ? (google.findCalendar(teamId) ?? google.primary) : google.primary
  const events = [...calendar.records()].map((record) => record.event).filter((event) => event.recurringEventId === undefined)
  const choose = <Value>(from: readonly Value[]): Value | undefined =>
    'pick' in step ? from[step.pick % Math.max(1, from.length)] : undefined
  switch (step.kind) {
    case 'add_event':
      calendar.addEvent({ summary: `Event ${number}`, start: hour(1 + (number % 28), 9), end: hour(1 + (number % 28), 10) })
      return
    case 'add_series':
      calendar.addEvent({
        summary: `Series ${number}`,
        start: hour(2, 9),
        end: hour(2, 10),
        recurrence: ['RRULE:FREQ=WEEKLY;COUNT=4'],
      })
      return
    case 'expire_sync_tokens':
      return calendar.expireSyncTokens()
    case 'toggle_calendar':
      if (google.findCalendar(teamId)) google.removeCalendar(teamId)
      else google.addCalendar({ id: teamId, summary: 'Team' })
      return
    case 'rename':
    case 'move':
    case 'cancel': {
      const event = choose(events.filter((candidate) => candidate.status !== 'cancelled'))
      if (event === undefined) return
      if (step.kind === 'rename') calendar.editEvent(event.id, { summary: `Renamed ${number}` })
      else if (step.kind === 'move')
        calendar.editEvent(event.id, { start: hour(1 + (number % 28), 15), end: hour(1 + (number % 28), 16) })
      else calendar.cancelEvent(event.id)
      return
    }
    case 'restore': {
      const event = choose(events.filter((candidate) => candidate.status === 'cancelled'))
      if (event) calendar.restoreEvent(event.id)
      return
    }
    case 'move_occurrence':
    case 'edit_occurrence':
    case 'cancel_occurrence':
    case 'split': {
      const series = choose(events.filter((candidate) => candidate.recurrence !== undefined && candidate.status !== 'cancelled'))
      if (series === undefined) return
      const starts = plannedStarts(series).slice(step.kind === 'split' ? 1 : 0)
      const startMs = starts[number % Math.max(1, starts.length)]
      if (startMs === undefined) return
      const original = berlin(startMs)
      const id = (step.kind === 'split' ? splitSeriesId : occurrenceId)(series.id, original)
      // Two parts of a series that were moved over each other would share the id.
      if (calendar.has(id) && calendar.event(id).recurringEventId !== series.id) return
      if (step.kind === 'move_occurrence')
        calendar.moveOccurrence(series.id, original, hour(3 + (number % 20), 14), hour(3 + (number % 20), 15))
      else if (step.kind === 'edit_occurrence') calendar.editOccurrence(series.id, original, { summary: `Edited ${number}` })
      else if (step.kind === 'cancel_occurrence') calendar.cancelOccurrence(series.id, original)
      else calendar.splitSeries(series.id, original, { summary: `Split ${number}` })
      return
    }
    case 'change_calendar': {
      const target = calendar === google.primary ? google.findCalendar(teamId) : google.primary
      const event = choose(events.filter((candidate) => candidate.status !== 'cancelled'))
      if (target !== undefined && event !== undefined) calendar.moveEventTo(event.id, target)
      return
    }
    case 'add_mail':
    case 'add_spam':
      google.mailbox.addMessage({
        raw: `From: bob@example.org\r\nSubject: Mail ${number}\r\n\r\nText`,
        labelIds: step.kind === 'add_mail' ? ['INBOX', 'UNREAD'] : ['SPAM'],
      })
      return
    case 'add_promotion':
    case 'add_old':
      google.mailbox.addMessage({
        raw: `From: bob@example.org\r\nSubject: Mail ${number}\r\n\r\nText`,
        ...(step.kind === 'add_old' ? { internalDateMs: borderMs - 1_000_000 + number } : {}),
        labelIds: ['INBOX', ...(step.kind === 'add_promotion' ? ['CATEGORY_PROMOTIONS'] : [])],
      })
      return
    case 'approve':
    case 'pause':
    case 'resume':
      return decide(scene, step)
    case 'undo':
      return undoNewest(scene)
    case 'expire_history':
      return google.mailbox.expireHistory()
    case 'star':
    case 'read':
    case 'trash':
    case 'untrash':
    case 'spam':
    case 'delete_mail':
    case 'promote':
    case 'demote': {
      const mail = choose(google.mailbox.messages())
      if (mail === undefined) return
      if (step.kind === 'star') google.mailbox.addLabels(mail.id, ['STARRED'])
      else if (step.kind === 'read') google.mailbox.removeLabels(mail.id, ['UNREAD'])
      else if (step.kind === 'promote') google.mailbox.addLabels(mail.id, ['CATEGORY_PROMOTIONS'])
      else if (step.kind === 'demote') google.mailbox.removeLabels(mail.id, ['CATEGORY_PROMOTIONS'])
      else if (step.kind === 'trash') google.mailbox.trash(mail.id)
      else if (step.kind === 'untrash') google.mailbox.untrash(mail.id)
      else if (step.kind === 'spam') google.mailbox.markSpam(mail.id)
      else google.mailbox.deleteMessage(mail.id)
      return
    }
    case 'sync':
      return syncBoth(scene)
    case 'die':
      return syncBoth(scene, step.commits)
  }
}

const borderMs = Date.UTC(2026, 0, 1)
const choices: readonly MailChoice[] = [
  { sinceMs: null, excludedLabelIds: [] },
  { sinceMs: borderMs, excludedLabelIds: [] },
  { sinceMs: null, excludedLabelIds: ['CATEGORY_PROMOTIONS'] },
  { sinceMs: borderMs, excludedLabelIds: ['CATEGORY_PROMOTIONS'] },
]

/** The commands enqueue; here it is the test that runs what they ask for. */
function commandsOf({ db, clock }: SyncScene): ReturnType<typeof importCommands> {
  const idle = <Kind extends JobKind>(): JobDefinition<Kind> =>
    testDefinition(() => Promise.reject(new Error('nothing runs here by itself')))
  bindQueue(db, { google_calendar_sync: idle(), google_gmail_sync: idle(), undo_import: idle() }, clock)
  return importCommands({ db, clock })
}

/** What a person does about the import, through the commands themselves. */
async function decide(scene: SyncScene, step: Step): Promise<void> {
  const { db, accountId } = scene
  const commands = commandsOf(scene)
  const [newest] = listImportsInForce(db, accountId)
  if (step.kind === 'approve') {
    const choice = choices[step.pick % choices.length] ?? wholeMailbox
    await commands['imports.approve']({ accountId, choice })
  } else if (newest && step.kind === 'pause') await commands['imports.pause']({ batchId: newest.id })
  else if (newest && step.kind === 'resume') await commands['imports.resume']({ batchId: newest.id })
}

async function undoNewest(scene: SyncScene): Promise<void> {
  const [newest] = listImportsInForce(scene.db, scene.accountId)
  if (newest === undefined) return
  await commandsOf(scene)['imports.undo']({ batchId: newest.id })
  await scene.run('undo_import', { batchId: newest.id })
}

function held(scene: SyncScene): string[] {
  return scene.db
    .prepare<[], { source: string; container: string; payload: Buffer }>(
      'SELECT source, container, payload FROM raw_events JOIN raw_payloads ON raw_event_id = id WHERE gone_at IS NULL',
    )
    .all()
    .map(({ source, container, payload }) => {
      const item = JSON.parse(payload.toString('utf8')) as {
        id: string
        status?: string
        summary?: string
        start?: { dateTime?: string }
        labelIds?: string[]
      }
      if (source === 'google_email') return `mail ${item.id} ${item.labelIds?.join(' ')}`
      return `${container} ${item.id} ${item.status === 'cancelled' ? 'cancelled' : `${item.summary} ${item.start?.dateTime}`}`
    })
    .sort()
}

function heldByGoogle(scene: SyncScene): string[] {
  const events = scene.google
    .calendarList()
    .filter((record) => !record.deleted)
    .flatMap(({ calendar }) =>
      calendar
        .liveEvents()
        .map(
          (event) =>
            `${calendar.id} ${event.id} ${event.status === 'cancelled' ? 'cancelled' : `${event.summary} ${event.start?.dateTime}`}`,
        ),
    )
  const mails = scene.google.mailbox
    .messages()
    .filter(({ labelIds }) => !labelIds.has('TRASH') && !labelIds.has('SPAM'))
    .map(({ id, labelIds }) => `mail ${id} ${[...labelIds].sort().join(' ')}`)
  return [...events, ...mails].sort()
}

/** Histories that once ended with something else than what Google has. */
const remembered: [Step[]][] = [
  [
    [
      { kind: 'add_series' },
      { kind: 'cancel_occurrence', pick: 0 },
      { kind: 'add_event' },
      { kind: 'die', commits: 4 },
      { kind: 'cancel', pick: 0 },
      { kind: 'restore', pick: 0 },
      { kind: 'rename', pick: 0 },
    ],
  ],
  [
    [
      { kind: 'add_series' },
      { kind: 'add_event' },
      { kind: 'move_occurrence', pick: 0 },
      { kind: 'rename', pick: 0 },
      { kind: 'sync' },
      { kind: 'rename', pick: 0 },
      { kind: 'split', pick: 0 },
      { kind: 'rename', pick: 0 },
      { kind: 'rename', pick: 0 },
      { kind: 'add_event' },
      { kind: 'cancel', pick: 650 },
      { kind: 'add_event' },
    ],
  ],
]

const rememberedOfChoices: [Step[]][] = [
  [
    [
      { kind: 'approve', pick: 0 },
      { kind: 'die', commits: 3 },
      { kind: 'approve', pick: 0 },
      { kind: 'approve', pick: 1 },
      { kind: 'undo' },
      { kind: 'pause' },
      { kind: 'expire_history' },
      { kind: 'add_mail' },
      { kind: 'add_mail' },
      { kind: 'sync' },
      { kind: 'undo' },
    ],
  ],
]

describe('random histories', () => {
  it('of changes, lost cursors, vanishing calendars and deaths: every sync ends with what Google has, in store, on the calendar and on the timeline', async () => {
    await fc.assert(
      fc.asyncProperty(history, async (steps) => {
        const scene = await openSyncScene()
        try {
          for (const [number, step] of steps.entries()) {
            if (step.kind === 'sync') await syncAndCompare(scene)
            else await play(scene, step, number)
          }
          await syncAndCompare(scene)
          scene.fake.log.length = 0
          await syncBoth(scene)
          const calendars = scene.google.calendarList().filter((record) => !record.deleted).length
          expect(scene.fake.count()).toBe(calendars + 2)
        } finally {
          await scene.close()
        }
      }),
      { numRuns, examples: remembered },
    )
  }, 1_800_000)

  it('of a mailbox of which a person wants now this and now that all end with what Google has of it', async () => {
    await fc.assert(
      fc.asyncProperty(choosing, async (steps) => {
        const scene = await openSyncScene(null, false)
        try {
          for (const [number, step] of steps.entries()) await play(scene, step, number)
          await decide(scene, { kind: 'resume' })
          await syncBoth(scene)
          const [current] = listImportsInForce(scene.db, scene.accountId)
          const here = new Set(held(scene))
          const there = new Set(heldByGoogle(scene))
          expect([...here.difference(there)]).toEqual([])
          expect(shownMail(scene)).toEqual(held(scene))
          const wanted = scene.google.mailbox
            .messages()
            .filter(({ labelIds, internalDateMs }) =>
              current ? isChosen(current.choice, { labelIds: [...labelIds], arrivedMs: internalDateMs }) : false,
            )
            .map(({ id, labelIds }) => `mail ${id} ${[...labelIds].sort().join(' ')}`)
          expect(wanted.filter((mail) => there.has(mail) && !here.has(mail))).toEqual([])
        } finally {
          await scene.close()
        }
      }),
      { numRuns, examples: rememberedOfChoices },
    )
  }, 1_800_000)
})
