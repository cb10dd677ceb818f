// One person in the list.
import clsx from 'clsx'
import type { Person } from '../../../shared/views/people.ts'
import { formatRelative } from '../../lib/format-date.ts'
import { useNow } from '../../lib/use-now.ts'
import { bringBack } from '../../lib/undoable.ts'
import { Avatar } from '../../ui/avatar.tsx'
import { Badge } from '../../ui/badge.tsx'
import { rowLook } from '../../ui/row-look.ts'
import { StrengthMeter } from '../../ui/strength-meter.tsx'

/** The inside of an option; its height is given by the row. */
export function PersonRow({ person, isActive }: { person: Person; isActive: boolean }) {
  const nowMs = useNow()
  const { lastInteractionAtMs, nextMeetingAtMs } = person
  return (
    <div className={rowLook({ isActive })}>
      <Avatar name={person.name} />
      <div className="min-w-0 flex-[2]">
        <p className="truncate font-medium">{person.name}</p>
        <p className="truncate text-muted">{person.organization ?? person.primaryAddress ?? ''}</p>
      </div>
      <div className={clsx('min-w-0 flex-1', person.hiddenReason === null && 'max-[900px]:hidden')}>
        {person.hiddenReason !== null ? (
          <span className="flex items-center gap-2">
            <span className="min-w-0 flex-1 truncate text-muted">{person.hiddenReason}</span>
            {/* For the mouse: an option holds nothing that can have the focus. The key is B, and the person's page has a button. */}
            <span
              aria-hidden
              onClick={(event) => {
                event.stopPropagation()
                void bringBack(person)
              }}
              className="shrink-0 rounded-md border border-line-strong bg-raised px-2.5 py-1 text-sm font-medium shadow-low hover:bg-sunken"
            >
              Bring back
            </span>
          </span>
        ) : nextMeetingAtMs !== null ? (
          <Badge tone="accent">Meeting {formatRelative(nextMeetingAtMs, nowMs)}</Badge>
        ) : null}
      </div>
      <p className="w-28 text-right text-muted tabular-nums">
        <span className="sr-only">Last contact </span>
        {lastInteractionAtMs === null ? 'never' : formatRelative(lastInteractionAtMs, nowMs)}
      </p>
      <div className="flex w-12 justify-end">
        <StrengthMeter strength={person.strength} />
      </div>
    </div>
  )
}
