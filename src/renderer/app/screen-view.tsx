// Which feature draws which screen. Each is a file of its own, read when its screen is first opened: the calendar alone is larger than the rest.
import { lazy, Suspense } from 'react'
import { assertNever } from '../../shared/assert-never.ts'
import { useNavigation } from '../lib/navigation-store.ts'
import type { Route } from '../lib/route.ts'
import { ErrorBoundary } from '../ui/error-boundary.tsx'

const TodayScreen = lazy(async () => ({ default: (await import('../features/today/today-screen.tsx')).TodayScreen }))
const CalendarScreen = lazy(async () => ({ default: (await import('../features/calendar/calendar-screen.tsx')).CalendarScreen }))
const TimelineScreen = lazy(async () => ({ default: (await import('../features/timeline/timeline-screen.tsx')).TimelineScreen }))
const PeopleScreen = lazy(async () => ({ default: (await import('../features/people/people-screen.tsx')).PeopleScreen }))
const SearchScreen = lazy(async () => ({ default: (await import('../features/search/search-screen.tsx')).SearchScreen }))
const JobsScreen = lazy(async () => ({ default: (await import('../features/jobs/jobs-screen.tsx')).JobsScreen }))
const SettingsScreen = lazy(async () => ({ default: (await import('../features/settings/settings-screen.tsx')).SettingsScreen }))

/** The open screen. */
export function ScreenView() {
  const route = useNavigation((state) => state.route)
  return (
    <ErrorBoundary key={route.screen} what="This screen">
      <Suspense>
        <ScreenOf {...route} />
      </Suspense>
    </ErrorBoundary>
  )
}

function ScreenOf({ screen, id, tab }: Route) {
  switch (screen) {
    case 'today':
      return <TodayScreen />
    case 'calendar':
      return <CalendarScreen />
    case 'timeline':
      return <TimelineScreen />
    case 'people':
      return <PeopleScreen openId={id} openTab={tab} />
    case 'search':
      return <SearchScreen />
    case 'jobs':
      return <JobsScreen openTab={tab} />
    case 'settings':
      return <SettingsScreen />
    default:
      return assertNever(screen, 'screen')
  }
}
