// Which feature draws which screen.
import { assertNever } from '../../shared/assert-never.ts'
import { CalendarScreen } from '../features/calendar/calendar-screen.tsx'
import { JobsScreen } from '../features/jobs/jobs-screen.tsx'
import { PeopleScreen } from '../features/people/people-screen.tsx'
import { SearchScreen } from '../features/search/search-screen.tsx'
import { SettingsScreen } from '../features/settings/settings-screen.tsx'
import { TimelineScreen } from '../features/timeline/timeline-screen.tsx'
import { TodayScreen } from '../features/today/today-screen.tsx'
import { useNavigation } from '../lib/navigation-store.ts'
import type { Route } from '../lib/route.ts'
import { ErrorBoundary } from '../ui/error-boundary.tsx'

/** The open screen. */
export function ScreenView() {
  const route = useNavigation((state) => state.route)
  return (
    <ErrorBoundary key={route.screen} what="This screen">
      <ScreenOf {...route} />
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
