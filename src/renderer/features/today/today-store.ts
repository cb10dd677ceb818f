// The day at a glance, composed of what the other screens read too: meetings, who is in them, and the newest messages.
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { CalendarEvent, CalendarEventDetail } from '../../../shared/views/calendar.ts'
import type { Person, RecentTalk } from '../../../shared/views/people.ts'
import type { TimelineItem } from '../../../shared/views/timeline.ts'
import { client as liveClient, type Client } from '../../lib/client.ts'
import { loading, settle, type Loadable } from '../../lib/loadable.ts'
import { isMeetingOfDay, isOwnOfDay } from './meetings-of-day.ts'

/** A meeting and the people in it, with when you last talked and about what. */
export interface TodayMeeting {
  event: CalendarEventDetail
  /** By contact id; whoever is not a contact is missing. */
  people: ReadonlyMap<number, Person>
  /** The last messages, by contact id. */
  talk: ReadonlyMap<number, RecentTalk['messages']>
}

interface TodayState {
  meetings: Loadable<readonly TodayMeeting[]>
  /** The appointments of the day that are with nobody else, in order. */
  own: readonly CalendarEvent[]
  recent: Loadable<readonly TimelineItem[]>
  fading: Loadable<readonly Person[]>
  refresh(): Promise<void>
}

const mostMeetings = 12
const mostPeople = 6
const recentCount = 8
const fadingPoolSize = 60
const fadingCount = 5
const fadingAfterMs = 45 * 24 * 60 * 60_000

/** Makes the store. `now` is milliseconds since the epoch; `timeZone` the person's. */
export function createTodayStore(client: Client, now: () => number, timeZone: string): StoreApi<TodayState> {
  let generation = 0
  return createStore<TodayState>()((set, get) => {
    const loadMeetings = async (mine: number): Promise<void> => {
      const dayStart = new Date(now()).setHours(0, 0, 0, 0)
      const dayEnd = new Date(dayStart).setHours(24)
      const answer = await client.call('calendar.listEvents', { fromMs: dayStart, untilMs: dayEnd, timeZone })
      if (mine !== generation) return
      if (!answer.ok) {
        set({ meetings: settle(get().meetings, answer) })
        return
      }
      const ids = answer.value
        .filter(isMeetingOfDay)
        .slice(0, mostMeetings)
        .map((event) => event.id)
      const details = await Promise.all(ids.map((id) => client.call('calendar.getEvent', { id })))
      const events = details.flatMap((detail) => (detail.ok ? [detail.value] : []))
      const people = await loadPeople(client, events)
      const recent = await client.call('people.recentTalk', { ids: [...people.keys()] })
      const talk = new Map(recent.ok ? recent.value.map(({ contactId, messages }) => [contactId, messages] as const) : [])
      if (mine !== generation) return
      const value = events.map((event) => ({ event, people, talk }))
      set({ meetings: { kind: 'ready', value }, own: answer.value.filter(isOwnOfDay) })
    }
    const loadRecent = async (mine: number): Promise<void> => {
      const answer = await client.call('timeline.page', { filter: { kind: 'email' }, cursor: null, limit: recentCount })
      if (mine === generation) set({ recent: settle(get().recent, answer.ok ? { ok: true, value: answer.value.items } : answer) })
    }
    const loadFading = async (mine: number): Promise<void> => {
      const answer = await client.call('people.page', {
        text: '',
        status: 'active',
        sort: 'strength',
        cursor: null,
        limit: fadingPoolSize,
      })
      if (mine !== generation) return
      set({ fading: settle(get().fading, answer.ok ? { ok: true, value: fadingPeople(answer.value.items, now()) } : answer) })
    }
    return {
      meetings: loading,
      own: [],
      recent: loading,
      fading: loading,
      refresh: async () => {
        const mine = ++generation
        await Promise.all([loadMeetings(mine), loadRecent(mine), loadFading(mine)])
      },
    }
  })
}

/** Of the strongest relationships, those that have been silent for a month and a half and have nothing planned. */
export function fadingPeople(people: readonly Person[], nowMs: number): readonly Person[] {
  return people
    .filter(
      ({ lastInteractionAtMs, nextMeetingAtMs, sentCount }) =>
        lastInteractionAtMs !== null && lastInteractionAtMs < nowMs - fadingAfterMs && nextMeetingAtMs === null && sentCount > 0,
    )
    .slice(0, fadingCount)
}

async function loadPeople(client: Client, events: readonly CalendarEventDetail[]): Promise<ReadonlyMap<number, Person>> {
  const ids = new Set(
    events.flatMap(({ attendees }) =>
      attendees
        .filter(({ isSelf }) => !isSelf)
        .slice(0, mostPeople)
        .flatMap(({ contactId }) => (contactId === null ? [] : [contactId])),
    ),
  )
  const answers = await Promise.all([...ids].map((id) => client.call('people.get', { id })))
  return new Map(answers.flatMap((answer) => (answer.ok ? [[answer.value.id, answer.value] as const] : [])))
}

/** The day of this window. */
export const todayStore = createTodayStore(liveClient, Date.now, Intl.DateTimeFormat().resolvedOptions().timeZone)
