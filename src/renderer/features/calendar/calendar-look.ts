// How the calendar component is dressed: its class hooks, filled with our tokens.
import type { CalendarOptions } from '@fullcalendar/react'
import clsx from 'clsx'

const line = 'border-line'
const focus = 'focus-visible:outline-2 focus-visible:outline-accent focus-visible:outline-offset-1'
const dayNumber = 'inline-flex h-6 min-w-6 items-center justify-center rounded-full px-1 tabular-nums'

/** The least height of an hour in a column, in pixels. */
export const hourHeight = 52

/** A tint of the calendar's own colour under our own text keeps every colour readable, in light and in dark. */
const tinted =
  'tinted bg-[color-mix(in_srgb,var(--fc-event-color)_24%,var(--color-surface))] text-ink hover:bg-[color-mix(in_srgb,var(--fc-event-color)_34%,var(--color-surface))]'

/** Options that only concern the look. */
export const calendarLook: CalendarOptions = {
  className: 'h-full text-base text-ink',
  viewClass: 'bg-surface',
  tableHeaderClass: 'bg-surface',
  dayHeaderAlign: 'center',
  dayHeaderRowClass: line,
  dayHeaderClass: ({ inPopover }) => clsx(inPopover && 'border-b border-line px-3 py-2'),
  dayHeaderInnerClass: ({ isToday, inPopover }) =>
    clsx('py-1.5 text-sm font-medium', isToday && !inPopover ? 'text-accent' : 'text-muted'),
  dayHeaderDividerClass: 'border-b border-line',
  dayRowClass: 'border border-line',
  dayCellClass: ({ isOther }) => clsx('border border-line', isOther && 'bg-sunken'),
  dayCellTopClass: 'flex justify-end px-1 pt-0.5',
  dayCellTopInnerClass: ({ isToday, isOther }) =>
    clsx(dayNumber, 'text-sm', isToday ? 'bg-accent font-semibold text-on-accent' : isOther ? 'text-faint' : 'text-muted'),
  dayCellInnerClass: ({ inPopover }) => clsx(inPopover && 'p-2 [&_[role=listitem]]:mb-0.5'),
  popoverClass: 'w-64 overflow-hidden rounded-lg border border-line bg-raised shadow-high',
  popoverCloseClass: clsx(
    'absolute top-1 right-1 flex size-7 items-center justify-center rounded-md text-muted hover:bg-hover',
    focus,
  ),
  popoverCloseContent: () => '×',
  allDayDividerClass: 'border-b border-line-strong',
  allDayHeaderClass: 'flex items-start justify-end',
  allDayHeaderInnerClass: 'px-2 pt-2 text-xs text-muted',
  slotHeaderClass: 'flex justify-end',
  slotHeaderInnerClass: '-mt-2 px-2 text-xs text-muted tabular-nums',
  slotHeaderDividerClass: 'border-r border-line',
  slotLaneClass: ({ isMinor }) => clsx('border border-line', isMinor && 'border-dotted border-transparent'),
  dayLaneClass: ({ isToday }) =>
    clsx('border border-line', isToday && 'bg-[color-mix(in_srgb,var(--color-accent)_4%,transparent)]'),
  dayLaneInnerClass: 'mx-0.5 mr-[2.5%]',
  nowIndicatorLineClass: 'border-t-2 border-bad',
  nowIndicatorHeaderClass: 'hidden',
  fillerClass: line,
  eventClass: clsx('rounded-sm', focus),
  blockEventClass: clsx('relative border-l-3 border-l-(--fc-event-color)', tinted),
  rowEventClass: 'mx-0.5 mb-0.5 min-h-6',
  rowEventInnerClass: 'flex min-h-6 items-center',
  columnEventClass: 'min-h-6 shadow-[0_0_0_1px_var(--color-surface)]',
  listItemEventClass: 'scroll-mt-14 mx-0.5 mb-0.5 flex min-h-6 items-center rounded-sm hover:bg-hover',
  listItemEventInnerClass: 'flex min-h-6 min-w-0 flex-1 items-center',
  moreLinkClass: clsx('flex min-h-6 items-center rounded-sm text-sm font-medium text-muted hover:text-ink', focus),
  rowMoreLinkClass: 'mx-0.5 px-1.5 hover:bg-hover',
  // At the foot of what is hidden: the titles beside it stand at their heads.
  columnMoreLinkClass:
    'mt-auto flex-none! min-w-6 justify-center border border-line-strong bg-raised px-1 shadow-low hover:bg-sunken',
  navLinkClass: clsx('hover:underline', focus),
  listDayHeaderClass: 'sticky top-0 z-1 flex items-baseline gap-3 border-b border-line bg-surface px-6 pt-4 pb-1.5',
  listDayHeaderInnerClass: ({ isToday }) => clsx('font-semibold', isToday && 'text-accent'),
  listDayClass: 'pb-2',
  noEventsClass: 'flex h-full items-center justify-center text-muted',
}
