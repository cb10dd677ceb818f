// What one does alone today, below the meetings: less to prepare, and still part of the day.
import clsx from 'clsx'
import { useStore } from 'zustand'
import { formatTimeRange } from '../../lib/format-date.ts'
import { openDetails } from '../../lib/navigation-store.ts'
import { titleWords } from '../../lib/title-words.ts'
import { todayStore } from './today-store.ts'

/** Nothing on a day without any; what is over steps back. */
export function OwnAppointments({ nowMs }: { nowMs: number }) {
  const own = useStore(todayStore, (state) => state.own)
  if (own.length === 0) return null
  return (
    <section aria-labelledby="today-own" className="mt-6">
      <h3 id="today-own" className="mb-1 font-semibold">
        On your own
      </h3>
      <ul className="-mx-2">
        {own.map(({ id, title, color, startMs, endMs, location }) => (
          <li key={id}>
            <button
              type="button"
              onClick={() => openDetails({ kind: 'event', id })}
              className={clsx(
                'flex w-full items-center gap-3 rounded-md px-2 py-1.5 text-left hover:bg-hover',
                endMs <= nowMs && 'text-muted',
              )}
            >
              <span aria-hidden className="h-5 w-1 shrink-0 rounded-full" style={{ backgroundColor: color }} />
              <span className="w-36 shrink-0 text-muted tabular-nums">{formatTimeRange(startMs, endMs)}</span>
              <span className="truncate font-medium">{titleWords(title, 'meeting')}</span>
              {location !== null && <span className="min-w-0 truncate text-muted">{location}</span>}
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}
