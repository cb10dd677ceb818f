// Month, week, day and agenda, with the calendars and the connection beside them.
import { PanelRight } from 'lucide-react'
import { useCallback, useMemo, useRef, useState } from 'react'
import { useStore } from 'zustand'
import { useLive } from '../../lib/use-live.ts'
import { useMedia } from '../../lib/use-media.ts'
import { valueOf } from '../../lib/loadable.ts'
import { useNavigation } from '../../lib/navigation-store.ts'
import { useScreenKeys } from '../../lib/screen-keys.ts'
import type { CalendarRef, DatesSetInfo } from '@fullcalendar/react'
import { ErrorStrip } from '../../ui/error-state.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { CalendarGrid } from './calendar-grid.tsx'
import { CalendarSidebar } from './calendar-sidebar.tsx'
import { CalendarToolbar, viewKeys, type CalendarView } from './calendar-toolbar.tsx'
import { calendarStore } from './calendar-store.ts'
import { toEventInput, visibleEvents } from './event-input.ts'

const topics = ['calendar', 'accounts'] as const

/** @see calendarStore */
export function CalendarScreen() {
  const { events, calendars, refresh } = useStore(calendarStore)
  useLive(topics, refresh)
  const grid = useRef<CalendarRef>(null)
  const [view, setView] = useState<CalendarView>('timeGridWeek')
  const [title, setTitle] = useState('')
  // On a narrow window it lies over the grid, and only when it is asked for.
  const isNarrow = useMedia('(width <= 1000px)')
  const [isAsideOpen, setIsAsideOpen] = useState({ wide: true, narrow: false })
  const width = isNarrow ? 'narrow' : 'wide'
  const hasSidebar = isAsideOpen[width]
  const hasDetails = useNavigation((state) => state.selection !== null)
  const inputs = useMemo(
    () => visibleEvents(valueOf(events) ?? [], valueOf(calendars) ?? []).map(toEventInput),
    [events, calendars],
  )

  const showView = (next: CalendarView): void => {
    setView(next)
    grid.current?.getApi().changeView(next)
  }
  const onDatesSet = useCallback((info: DatesSetInfo) => {
    setTitle(info.view.title)
    void calendarStore.getState().showRange({ fromMs: info.start.getTime(), untilMs: info.end.getTime() })
  }, [])
  useScreenKeys({
    ...Object.fromEntries(Object.entries(viewKeys).map(([key, next]) => [key, () => showView(next)])),
    t: () => grid.current?.getApi().today(),
    ArrowLeft: () => grid.current?.getApi().prev(),
    ArrowRight: () => grid.current?.getApi().next(),
  })

  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <CalendarToolbar
        title={title}
        view={view}
        onView={showView}
        onPrevious={() => grid.current?.getApi().prev()}
        onNext={() => grid.current?.getApi().next()}
        onToday={() => grid.current?.getApi().today()}
        onDate={(date) => grid.current?.getApi().gotoDate(date)}
        aside={
          <IconButton
            label="Calendars and connection"
            icon={<PanelRight size={16} />}
            isPressed={hasSidebar}
            onClick={() => setIsAsideOpen({ ...isAsideOpen, [width]: !hasSidebar })}
          />
        }
      />
      {events.kind === 'error' && <ErrorStrip error={events.error} onRetry={() => void refresh()} />}
      <div className="relative flex min-h-0 flex-1 border-t border-line">
        <div className="min-h-0 min-w-0 flex-1">
          <CalendarGrid
            ref={grid}
            view={view}
            events={inputs}
            isLoading={events.kind === 'loading'}
            onDatesSet={onDatesSet}
            onDay={() => setView('timeGridDay')}
          />
        </div>
        {hasSidebar && <CalendarSidebar isNarrowHidden={hasDetails} />}
      </div>
    </div>
  )
}
