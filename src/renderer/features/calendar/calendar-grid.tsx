// The calendar component itself, dressed and wired.
import FullCalendar, {
  type CalendarOptions,
  type CalendarRef,
  type DatesSetInfo,
  type EventDisplayInfo,
  type EventInput,
  type FormatterInput,
} from '@fullcalendar/react'
import dayGrid from '@fullcalendar/react/daygrid'
import interaction from '@fullcalendar/react/interaction'
import list from '@fullcalendar/react/list'
import timeGrid from '@fullcalendar/react/timegrid'
import '@fullcalendar/react/skeleton.css'
import { useEffect, useRef, useState, type RefObject } from 'react'
import { openDetails } from '../../lib/navigation-store.ts'
import { useSettings } from '../../lib/settings-store.ts'
import { calendarLook, hourHeight } from './calendar-look.ts'
import type { CalendarView } from './calendar-toolbar.tsx'
import { EventContent, eventOf } from './event-content.tsx'
import { startRovingFocus } from './roving-focus.ts'

const plugins = [dayGrid, timeGrid, list, interaction]
const views: NonNullable<CalendarOptions['views']> = {
  // A low window scrolls: every day has room for two events and for how many more there are.
  dayGridMonth: { dayRowClass: 'border border-line min-h-27' },
  timeGridWeek: { titleFormat: { year: 'numeric', month: 'long', day: 'numeric' } },
  listAhead: { type: 'list', duration: { days: 30 }, titleFormat: { year: 'numeric', month: 'short', day: 'numeric' } },
}
const morning = '07:30:00'
const isTwelveHours = new Intl.DateTimeFormat(undefined, { hour: 'numeric' }).resolvedOptions().hour12 === true
const timeFormat: FormatterInput = isTwelveHours
  ? { hour: 'numeric', minute: '2-digit', omitZeroMinute: true, meridiem: 'short' }
  : { hour: '2-digit', minute: '2-digit' }

function drawEvent(info: EventDisplayInfo) {
  return <EventContent info={info} />
}

/** Widths in pixels: of the times beside the columns, and of an event in which some letters of each word have room. */
const timesWidth = 54
const readableWidth = { timeGridWeek: 42, timeGridDay: 84 } as const

/** How many events that overlap stand beside each other in a column; the others open from "+3". */
function sideBySide(gridWidth: number, view: CalendarView): number {
  if (view !== 'timeGridWeek' && view !== 'timeGridDay') return 2
  const columns = view === 'timeGridWeek' ? 7 : 1
  return Math.max(2, Math.floor((gridWidth - timesWidth) / columns / readableWidth[view]))
}

interface CalendarGridProps {
  ref: RefObject<CalendarRef | null>
  view: CalendarView
  events: EventInput[]
  isLoading: boolean
  onDatesSet: (info: DatesSetInfo) => void
  /** A day's number was clicked, and the day is shown. */
  onDay: () => void
}

/** The toolbar lives outside and speaks through `ref`. */
export function CalendarGrid({ ref, view, events, isLoading, onDatesSet, onDay }: CalendarGridProps) {
  const weekStartsOn = useSettings()?.weekStartsOn ?? 1
  const box = useRef<HTMLDivElement>(null)
  const [width, setWidth] = useState(0)
  useEffect(() => {
    if (box.current === null) return undefined
    const endRovingFocus = startRovingFocus(box.current)
    const observer = new ResizeObserver(([entry]) => setWidth(entry?.contentRect.width ?? 0))
    observer.observe(box.current)
    return () => {
      endRovingFocus()
      observer.disconnect()
    }
  }, [])
  const mostSideBySide = sideBySide(width, view)
  return (
    <div ref={box} aria-busy={isLoading} className="h-full [&_[role=cell]]:-outline-offset-2">
      <FullCalendar
        ref={ref}
        {...calendarLook}
        plugins={plugins}
        initialView={view}
        views={views}
        headerToolbar={false}
        height="100%"
        borderless
        expandRows
        firstDay={weekStartsOn}
        locale={navigator.language}
        nowIndicator
        navLinks
        navLinkDayClick={(date) => {
          ref.current?.getApi().changeView('timeGridDay', date)
          onDay()
        }}
        scrollTime={morning}
        slotDuration="00:30:00"
        slotHeaderFormat={timeFormat}
        eventTimeFormat={timeFormat}
        slotMinHeight={hourHeight / 2}
        slotEventOverlap={false}
        eventMinHeight={24}
        eventShortHeight={40}
        dayMaxEvents
        eventMaxStack={mostSideBySide}
        moreLinkClick="popover"
        events={events}
        eventOrder="lane,start,-duration,title"
        eventOrderStrict
        eventInteractive
        eventContent={drawEvent}
        eventClick={({ event, jsEvent }) => {
          jsEvent.preventDefault()
          openDetails({ kind: 'event', id: eventOf({ event }).id })
        }}
        noEventsText="Nothing in this time"
        datesSet={onDatesSet}
      />
    </div>
  )
}
