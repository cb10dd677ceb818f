// The head of the calendar: where in time, how much of it, and a jump to a date.
import { ChevronLeft, ChevronRight } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button } from '../../ui/button.tsx'
import { DateField } from '../../ui/date-field.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { ScreenHeader } from '../../ui/screen-header.tsx'
import { Segmented } from '../../ui/segmented.tsx'

/** The views of the calendar component that are offered. */
export type CalendarView = 'dayGridMonth' | 'timeGridWeek' | 'timeGridDay' | 'listAhead'

const views: readonly { value: CalendarView; label: string }[] = [
  { value: 'dayGridMonth', label: 'Month' },
  { value: 'timeGridWeek', label: 'Week' },
  { value: 'timeGridDay', label: 'Day' },
  { value: 'listAhead', label: 'Agenda' },
]

/** One key for each view. */
export const viewKeys: Readonly<Record<string, CalendarView>> = {
  m: 'dayGridMonth',
  w: 'timeGridWeek',
  d: 'timeGridDay',
  a: 'listAhead',
}

interface CalendarToolbarProps {
  title: string
  view: CalendarView
  onView: (view: CalendarView) => void
  onPrevious: () => void
  onNext: () => void
  onToday: () => void
  onDate: (date: string) => void
  aside: ReactNode
}

/** @see CalendarToolbarProps */
export function CalendarToolbar({ title, view, onView, onPrevious, onNext, onToday, onDate, aside }: CalendarToolbarProps) {
  return (
    <ScreenHeader
      title="Calendar"
      note={
        <p aria-live="polite" className="text-md text-ink">
          {title}
        </p>
      }
    >
      <div className="flex items-center">
        <IconButton label="Earlier" shortcut="←" icon={<ChevronLeft size={17} />} onClick={onPrevious} />
        <Button onClick={onToday}>Today</Button>
        <IconButton label="Later" shortcut="→" icon={<ChevronRight size={17} />} onClick={onNext} />
      </div>
      <DateField label="Jump to date" onDate={onDate} />
      <Segmented label="View" value={view} options={views} onChange={onView} />
      {aside}
    </ScreenHeader>
  )
}
