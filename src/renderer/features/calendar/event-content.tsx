// The inside of an event in each view.
import clsx from 'clsx'
import { Cake, Laptop, MapPinned, Plane, Repeat, type LucideIcon } from 'lucide-react'
import type { CSSProperties } from 'react'
import type { EventDisplayInfo } from '@fullcalendar/react'
import type { CalendarEvent, EventType } from '../../../shared/views/calendar.ts'
import { titleWords } from '../../lib/title-words.ts'
import { hourHeight } from './calendar-look.ts'

/** In pixels. */
const lineHeight = 18

const typeIcons: Partial<Record<EventType, LucideIcon>> = {
  birthday: Cake,
  focusTime: Laptop,
  outOfOffice: Plane,
  workingLocation: MapPinned,
}

/** Fainter than the title, but not on a tint: there nothing fainter than the ink is readable on every colour. */
const quiet = 'text-muted [.tinted_&]:text-ink'

/** Our event behind a drawn one. */
export function eventOf(info: { event: { extendedProps: Record<string, unknown> } }): CalendarEvent {
  return info.event.extendedProps['event'] as CalendarEvent
}

/** What is drawn: time and title, an icon for the sort of event, struck through when it is off or was declined. */
export function EventContent({ info }: { info: EventDisplayInfo }) {
  const event = eventOf(info)
  const isAgenda = info.view.type.startsWith('list')
  if (isAgenda) return <AgendaContent info={info} event={event} />
  const isInColumn = info.view.type.startsWith('timeGrid') && !event.isAllDay
  const Icon = typeIcons[event.eventType]
  const isTimedInMonth = !isInColumn && info.timeText !== ''
  return (
    <span
      className={clsx(
        '@container flex min-w-0 flex-1 overflow-hidden text-sm leading-4.5',
        isInColumn ? 'pr-0.5 pl-1' : 'px-1.5',
        isInColumn && !info.isShort ? 'flex-col py-0.5' : 'items-center gap-1.5',
        look(event),
      )}
    >
      {isTimedInMonth && <span aria-hidden className="size-2 shrink-0 rounded-full bg-(--fc-event-color) [.tinted_&]:hidden" />}
      {isTimedInMonth && <span className={clsx('shrink-0 tabular-nums @max-[8rem]:sr-only', quiet)}>{info.timeText}</span>}
      {Icon !== undefined && <Icon aria-hidden size={13} className="shrink-0" />}
      <span
        className={clsx(
          'min-w-0',
          isInColumn && !info.isShort
            ? 'line-clamp-(--lines) font-medium break-normal @max-[4rem]:line-clamp-(--lines-alone) @max-[4rem]:text-xs'
            : 'truncate',
          event.isAllDay && 'font-medium',
        )}
        style={isInColumn ? titleLines(event) : undefined}
      >
        {titleWords(event.title, 'meeting')}
      </span>
      {isInColumn && (
        <span className={info.isShort ? 'sr-only' : clsx('shrink-0 truncate tabular-nums @max-[4rem]:sr-only', quiet)}>
          {info.timeText}
        </span>
      )}
    </span>
  )
}

function AgendaContent({ info, event }: { info: EventDisplayInfo; event: CalendarEvent }) {
  const Icon = typeIcons[event.eventType]
  return (
    <span className={clsx('flex min-h-9 min-w-0 flex-1 items-center gap-3 px-6', look(event))}>
      <span className="w-34 shrink-0 text-muted tabular-nums">{event.isAllDay ? 'All day' : info.timeText}</span>
      <span aria-hidden className="size-2.5 shrink-0 rounded-full bg-(--fc-event-color)" />
      {Icon !== undefined && <Icon aria-hidden size={14} className="shrink-0 text-muted" />}
      <span className="truncate font-medium">{titleWords(event.title, 'meeting')}</span>
      {event.isRecurring && <Repeat aria-label="repeats" size={12} className="shrink-0 text-faint" />}
      {event.location !== null && <span className="min-w-0 truncate text-muted">{event.location}</span>}
    </span>
  )
}

/** How many lines a title may have: with the time under it, and without where that has no room. */
function titleLines({ startMs, endMs }: CalendarEvent): CSSProperties {
  const lines = Math.floor((((endMs - startMs) / 3_600_000) * hourHeight - 4) / lineHeight)
  return { '--lines': Math.max(1, lines - 1), '--lines-alone': Math.max(1, lines) } as CSSProperties
}

function look(event: CalendarEvent): string {
  if (event.ownResponse === 'declined') return clsx('line-through', quiet)
  return clsx(event.status === 'cancelled' && 'line-through', event.status === 'tentative' && 'italic')
}
