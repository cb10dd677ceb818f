// Beside the grid: the calendars with their colours, the time zone, and the connection.
import clsx from 'clsx'
import { useStore } from 'zustand'
import { valueOf } from '../../lib/loadable.ts'
import { Skeleton } from '../../ui/skeleton.tsx'
import { calendarStore, calendarTimeZone } from './calendar-store.ts'
import { CalendarToggle } from './calendar-toggle.tsx'
import { ConnectionCard } from './connection-card.tsx'

const zoneName = new Intl.DateTimeFormat(undefined, { timeZone: calendarTimeZone, timeZoneName: 'longOffset' })

/** On narrow windows it lies over the grid, and gives way to the details. */
export function CalendarSidebar({ isNarrowHidden }: { isNarrowHidden: boolean }) {
  return (
    <div
      role="group"
      aria-label="Calendars and connection"
      tabIndex={0}
      className={clsx(
        'w-66 shrink-0 space-y-6 overflow-y-auto border-l border-line bg-surface p-4 max-[1000px]:absolute max-[1000px]:inset-y-0 max-[1000px]:right-0 max-[1000px]:z-10 max-[1000px]:shadow-high',
        isNarrowHidden && 'max-[1500px]:hidden',
      )}
    >
      <CalendarList />
      <ConnectionCard />
      <section aria-label="Time zone">
        <h2 className="font-semibold">Time zone</h2>
        <p className="text-muted">
          {calendarTimeZone.replaceAll('_', ' ')} · {offsetText()}
        </p>
      </section>
    </div>
  )
}

function offsetText(): string {
  return zoneName.formatToParts(Date.now()).find((part) => part.type === 'timeZoneName')?.value ?? ''
}

function CalendarList() {
  const { calendars } = useStore(calendarStore)
  const all = valueOf(calendars)
  return (
    <section aria-label="Calendars">
      <h2 className="mb-1.5 font-semibold">Calendars</h2>
      {all === null && <Skeleton className="h-20" />}
      {all?.length === 0 && <p className="text-muted">No calendar has been read yet.</p>}
      <ul>
        {all?.map((calendar) => (
          <CalendarToggle key={calendar.id} calendar={calendar} />
        ))}
      </ul>
    </section>
  )
}
