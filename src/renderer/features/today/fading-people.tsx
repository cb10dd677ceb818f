// People you used to be close to and have not heard of for a while.
import { useStore } from 'zustand'
import { formatRelative } from '../../lib/format-date.ts'
import { valueOf } from '../../lib/loadable.ts'
import { openPerson } from '../../lib/navigation-store.ts'
import { useNow } from '../../lib/use-now.ts'
import { Avatar } from '../../ui/avatar.tsx'
import { SectionHead } from './section-head.tsx'
import { todayStore } from './today-store.ts'

/** Nothing while nobody is fading. */
export function FadingPeople() {
  const people = valueOf(useStore(todayStore, (state) => state.fading)) ?? []
  const nowMs = useNow()
  if (people.length === 0) return null
  return (
    <section aria-labelledby="today-fading">
      <SectionHead id="today-fading" title="Losing touch" />
      <ul className="-mx-2">
        {people.map((person) => (
          <li key={person.id}>
            <button
              type="button"
              onClick={() => openPerson(person.id)}
              className="flex w-full items-center gap-3 rounded-md px-2 py-1.5 text-left hover:bg-hover"
            >
              <Avatar name={person.name} size="small" />
              <span className="min-w-0 flex-1 truncate">{person.name}</span>
              <span className="text-sm text-muted tabular-nums">
                {person.lastInteractionAtMs === null ? '' : formatRelative(person.lastInteractionAtMs, nowMs)}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}
