import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { CalendarEvent } from './calendar-resources.ts'
import type { FakeAccount } from './fake-account.ts'
import { createFakeGoogle, everyScope } from './fake-google.ts'

// A plain client that follows Google's documentation must end up with what the account holds, whatever happens and
// whenever it happens: otherwise the fake could make a right client fail, or a wrong one pass.

const startMs = Date.UTC(2026, 10, 23, 9)

interface Scene {
  readonly account: FakeAccount
  get(path: string, query: Record<string, string>): { status: number; body: Record<string, unknown> }
}

function setUp(): Scene {
  let nowMs = startMs
  const fake = createFakeGoogle({ clock: { now: () => nowMs++ } })
  const account = fake.addAccount({ email: 'ada@example.com', displayName: 'Ada' })
  const token = fake.oauth.issueAccessToken(account.email, everyScope)
  return {
    account,
    get(path, query) {
      const answer = fake.handle({
        method: 'GET',
        url: `https://www.googleapis.com/${path}?${String(new URLSearchParams(query))}`,
        headers: { authorization: `Bearer ${token}` },
        body: '',
      })
      return { status: answer.status, body: JSON.parse(answer.body) as Record<string, unknown> }
    },
  }
}

const change = fc.record({ kind: fc.integer({ min: 0, max: 8 }), target: fc.nat(1000), detail: fc.nat(1000) })
type Change = { kind: number; target: number; detail: number }

function day(number: number): { date: string } {
  return { date: new Date(startMs + (number % 60) * 86_400_000).toISOString().slice(0, 10) }
}

function changeCalendar(account: FakeAccount, { kind, target, detail }: Change): void {
  const { primary } = account
  const live = primary.liveEvents()
  const event = live[target % Math.max(1, live.length)]
  const series = live.filter((candidate) => candidate.recurrence !== undefined)
  const master = series[target % Math.max(1, series.length)]
  if (kind === 0 || event === undefined)
    primary.addEvent({ summary: `Event ${detail}`, start: day(detail), end: day(detail + 1) })
  else if (kind === 1)
    primary.addEvent({ summary: `Series ${detail}`, start: day(0), end: day(1), recurrence: ['RRULE:FREQ=DAILY'] })
  else if (kind === 2 && event.recurringEventId === undefined) primary.editEvent(event.id, { summary: `Edited ${detail}` })
  else if (kind === 3 && event.recurringEventId === undefined)
    primary.editEvent(event.id, { start: day(detail), end: day(detail + 1) })
  else if (kind === 4 && event.recurringEventId === undefined) primary.cancelEvent(event.id)
  else if (kind === 5 && master !== undefined) primary.cancelOccurrence(master.id, day(detail))
  else if (kind === 6 && master !== undefined) primary.moveOccurrence(master.id, day(detail), day(detail + 1), day(detail + 2))
  else if (kind === 7 && master !== undefined) primary.editOccurrence(master.id, day(detail), { summary: `Special ${detail}` })
  else if (kind === 8 && detail % 5 === 0) primary.expireSyncTokens()
}

function essence(event: Partial<CalendarEvent>): unknown {
  return event.status === 'cancelled'
    ? [event.recurringEventId, event.originalStartTime, 'cancelled']
    : [event.summary, event.start, event.end, event.recurringEventId, event.originalStartTime]
}

it('a plain calendar client ends with what the calendar holds', () => {
  fc.assert(
    fc.property(
      fc.array(fc.array(change, { maxLength: 12 }), { minLength: 1, maxLength: 6 }),
      fc.integer({ min: 1, max: 4 }),
      (rounds, maxResults) => {
        const scene = setUp()
        const local = new Map<string, Partial<CalendarEvent>>()
        let syncToken: string | undefined
        const path = 'calendar/v3/calendars/primary/events'
        const sync = (between: readonly Change[]): void => {
          const changes = [...between]
          let pageToken: string | undefined
          for (;;) {
            const { status, body } = scene.get(path, {
              maxResults: String(maxResults),
              ...(syncToken === undefined ? {} : { syncToken }),
              ...(pageToken === undefined ? {} : { pageToken }),
            })
            if (status === 410) {
              local.clear()
              syncToken = pageToken = undefined
              continue
            }
            for (const event of body['items'] as CalendarEvent[]) {
              if (event.status !== 'cancelled' || event.recurringEventId !== undefined) local.set(event.id, event)
              else for (const [id, other] of local) if (id === event.id || other.recurringEventId === event.id) local.delete(id)
            }
            pageToken = body['nextPageToken'] as string | undefined
            const next = changes.shift()
            if (next !== undefined) changeCalendar(scene.account, next)
            if (pageToken !== undefined) continue
            syncToken = body['nextSyncToken'] as string
            return
          }
        }
        for (const round of rounds) {
          for (const each of round.slice(0, 6)) changeCalendar(scene.account, each)
          sync(round.slice(6))
        }
        sync([])
        const held = new Map(scene.account.primary.liveEvents().map((event) => [event.id, essence(event)]))
        expect(new Map([...local].map(([id, event]) => [id, essence(event)]))).toEqual(held)
      },
    ),
    { numRuns: 150 },
  )
})

function changeMailbox(account: FakeAccount, { kind, target, detail }: Change): void {
  const { mailbox } = account
  const messages = mailbox.messages()
  const message = messages[target % Math.max(1, messages.length)]
  if (kind <= 2 || message === undefined)
    mailbox.addMessage({ raw: `Subject: ${detail}\r\n\r\n`, internalDateMs: startMs + detail })
  else if (kind === 3) mailbox.addLabels(message.id, ['STARRED', 'IMPORTANT'])
  else if (kind === 4) mailbox.removeLabels(message.id, ['UNREAD', 'STARRED'])
  else if (kind === 5) mailbox.trash(message.id)
  else if (kind === 6) mailbox.untrash(message.id)
  else if (kind === 7) mailbox.deleteMessage(message.id)
  else if (detail % 5 === 0) mailbox.expireHistory()
}

it('a plain mail client ends with what the mailbox holds', () => {
  fc.assert(
    fc.property(
      fc.array(fc.array(change, { maxLength: 12 }), { minLength: 1, maxLength: 6 }),
      fc.integer({ min: 1, max: 4 }),
      (rounds, maxResults) => {
        const scene = setUp()
        const local = new Map<string, string>()
        let cursor: string | undefined
        const read = (id: string): void => {
          const { status, body } = scene.get(`gmail/v1/users/me/messages/${id}`, { format: 'minimal' })
          if (status === 404) local.delete(id)
          else local.set(id, (body['labelIds'] as string[]).toSorted().join())
        }
        const full = (): void => {
          cursor = scene.get('gmail/v1/users/me/profile', {}).body['historyId'] as string
          local.clear()
          let pageToken: string | undefined
          do {
            const { body } = scene.get('gmail/v1/users/me/messages', {
              includeSpamTrash: 'true',
              maxResults: String(maxResults),
              ...(pageToken === undefined ? {} : { pageToken }),
            })
            for (const { id } of (body['messages'] ?? []) as { id: string }[]) read(id)
            pageToken = body['nextPageToken'] as string | undefined
          } while (pageToken !== undefined)
        }
        const sync = (between: readonly Change[]): void => {
          const changes = [...between]
          if (cursor === undefined) return full()
          let pageToken: string | undefined
          do {
            const { status, body } = scene.get('gmail/v1/users/me/history', {
              startHistoryId: cursor,
              maxResults: String(maxResults),
              ...(pageToken === undefined ? {} : { pageToken }),
            })
            if (status === 404) return full()
            for (const entry of (body['history'] ?? []) as { messages: { id: string }[] }[])
              for (const { id } of entry.messages) read(id)
            pageToken = body['nextPageToken'] as string | undefined
            const next = changes.shift()
            if (next !== undefined) changeMailbox(scene.account, next)
            if (pageToken === undefined) cursor = body['historyId'] as string
          } while (pageToken !== undefined)
        }
        for (const round of rounds) {
          for (const each of round.slice(0, 6)) changeMailbox(scene.account, each)
          sync(round.slice(6))
        }
        sync([])
        const held = scene.account.mailbox
          .messages()
          .map((message) => [message.id, [...message.labelIds].toSorted().join()] as const)
        expect(local).toEqual(new Map(held))
      },
    ),
    { numRuns: 150 },
  )
})
