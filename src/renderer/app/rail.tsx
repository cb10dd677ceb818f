// The way to every screen.
import clsx from 'clsx'
import type { Status } from '../../shared/views/status.ts'
import { useNavigation } from '../lib/navigation-store.ts'
import { formatRoute, type Screen } from '../lib/route.ts'
import { useStatus } from '../lib/status-store.ts'
import { formatCount } from '../lib/format-number.ts'
import { Mark } from '../ui/mark.tsx'
import { places } from './places.ts'
import { SampleNotice } from './sample-notice.tsx'

/** Links with the name of each screen; Jobs and Settings stand at the foot. */
export function Rail() {
  const current = useNavigation((state) => state.route.screen)
  const status = useStatus()
  const counts: Partial<Record<Screen, RailCount>> = {
    people: { value: status?.counts.contactSuggestions ?? 0, tone: 'text-muted', dot: 'bg-accent' },
    jobs: { value: status === null ? 0 : countTroubles(status), tone: 'text-bad font-medium', dot: 'bg-bad' },
  }
  return (
    <nav aria-label="Screens" className="flex w-50 shrink-0 flex-col px-3 pb-4 max-[1000px]:w-16">
      <div className="mb-3 flex h-14 items-center gap-2.5 px-2">
        <Mark size={24} />
        <span className="text-md font-semibold tracking-[-0.01em] max-[1000px]:hidden">OmniCRM</span>
      </div>
      <ul className="flex flex-1 flex-col gap-0.5">
        {places.map(({ screen, name, icon: Icon }) => (
          <li key={screen} className={screen === 'jobs' ? 'mt-auto' : undefined}>
            {screen === 'jobs' && <SampleNotice />}
            <a
              href={formatRoute(screen)}
              aria-label={name}
              title={name}
              aria-current={screen === current ? 'page' : undefined}
              draggable={false}
              className={clsx(
                'relative flex h-8.5 items-center gap-2.5 rounded-md px-2.5 transition-colors max-[1000px]:justify-center',
                screen === current ? 'bg-pressed font-medium text-ink' : 'text-muted hover:bg-hover hover:text-ink',
              )}
            >
              <Icon aria-hidden size={17} strokeWidth={1.9} className={screen === current ? 'text-accent' : undefined} />
              <span className="flex-1 max-[1000px]:hidden">{name}</span>
              <Count count={counts[screen]} />
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}

/** What waits on the screen of jobs for somebody to look at it. */
function countTroubles({ jobs, dismissedJobs, alerts, accounts }: Status): number {
  return jobs.failed - dismissedJobs + alerts.length + accounts.reduce((sum, { counts }) => sum + counts.failedItems, 0)
}

/** In the narrow rail the figure has no room: a dot says that something waits. */
interface RailCount {
  value: number
  tone: string
  dot: string
}

function Count({ count }: { count: RailCount | undefined }) {
  if (count === undefined || count.value === 0) return null
  return (
    <>
      <span className={clsx('text-sm tabular-nums max-[1000px]:hidden', count.tone)}>{formatCount(count.value)}</span>
      <span aria-hidden className={clsx('absolute top-1.5 right-2 hidden size-1.5 rounded-full max-[1000px]:block', count.dot)} />
    </>
  )
}
