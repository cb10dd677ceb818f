// The events of the range in sight, and the calendars they come from.
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Result } from '../../../shared/app-error.ts'
import type { Calendar, CalendarEvent } from '../../../shared/views/calendar.ts'
import { client as liveClient, type Client } from '../../lib/client.ts'
import { loading, settle, valueOf, type Loadable } from '../../lib/loadable.ts'
import { showError } from '../../lib/toast-store.ts'

/** `[fromMs, untilMs)` */
export interface CalendarRange {
  fromMs: number
  untilMs: number
}

interface CalendarState {
  range: CalendarRange | null
  events: Loadable<readonly CalendarEvent[]>
  calendars: Loadable<readonly Calendar[]>
  /** Shows another range; the events of the old one stay until the new ones are there. */
  showRange(range: CalendarRange): Promise<void>
  refresh(): Promise<void>
  setVisible(calendarId: number, isVisible: boolean): Promise<void>
  /** Switches the sync of a calendar off, or on: then it is tried again, whatever was wrong with it. */
  setEnabled(calendarId: number, isEnabled: boolean): Promise<void>
}

/** Makes the store. `timeZone` decides on which days all-day events fall. */
export function createCalendarStore(client: Client, timeZone: string): StoreApi<CalendarState> {
  let generation = 0
  return createStore<CalendarState>()((set, get) => {
    const loadEvents = async (): Promise<void> => {
      const { range } = get()
      if (range === null) return
      const mine = ++generation
      const answer = await client.call('calendar.listEvents', { ...range, timeZone })
      if (mine === generation) set({ events: settle(get().events, answer) })
    }
    const loadCalendars = async (): Promise<void> => {
      const answer = await client.call('calendar.listCalendars', {})
      set({ calendars: settle(get().calendars, answer) })
    }
    /** Shows the change at once, and what was before when the app refuses it. */
    const change = async (id: number, changed: Partial<Calendar>, ask: () => Promise<Result<unknown>>): Promise<void> => {
      const before = valueOf(get().calendars)?.find((calendar) => calendar.id === id)
      const put = (fields: Partial<Calendar>): void => {
        const calendars = valueOf(get().calendars)
        if (calendars === null) return
        const value = calendars.map((calendar) => (calendar.id === id ? { ...calendar, ...fields } : calendar))
        set({ calendars: { kind: 'ready', value } })
      }
      put(changed)
      const answer = await ask()
      if (answer.ok) return
      put(before ?? {})
      showError(answer.error)
    }
    return {
      range: null,
      events: loading,
      calendars: loading,
      async showRange(range) {
        const current = get().range
        if (current?.fromMs === range.fromMs && current.untilMs === range.untilMs) return
        set({ range })
        await loadEvents()
      },
      refresh: async () => {
        await Promise.all([loadEvents(), loadCalendars()])
      },
      setVisible: (id, isVisible) => change(id, { isVisible }, () => client.call('calendar.setVisible', { id, isVisible })),
      setEnabled: (id, isEnabled) =>
        change(id, { isEnabled, ...(isEnabled ? { note: null } : {}) }, () =>
          client.call('calendar.setEnabled', { id, isEnabled }),
        ),
    }
  })
}

/** The zone in which the calendar is drawn. */
export const calendarTimeZone = Intl.DateTimeFormat().resolvedOptions().timeZone

/** The calendar of this window. */
export const calendarStore = createCalendarStore(liveClient, calendarTimeZone)
