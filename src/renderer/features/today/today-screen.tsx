// The day: whom you meet and when you last talked, what came in, and who has gone quiet.
import { CalendarCheck, CalendarX, UserCheck } from 'lucide-react'
import { useStore } from 'zustand'
import { formatCounted } from '../../lib/format-number.ts'
import { openScreen } from '../../lib/navigation-store.ts'
import { useStatus } from '../../lib/status-store.ts'
import { useLive } from '../../lib/use-live.ts'
import { useNow } from '../../lib/use-now.ts'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorState } from '../../ui/error-state.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { FadingPeople } from './fading-people.tsx'
import { OwnAppointments } from './own-appointments.tsx'
import { MeetingCard } from './meeting-card.tsx'
import { RecentMessages } from './recent-messages.tsx'
import { SectionHead } from './section-head.tsx'
import { todayStore } from './today-store.ts'

const topics = ['calendar', 'timeline', 'people'] as const

/** @see todayStore */
export function TodayScreen() {
  const nowMs = useNow()
  // A new day starts over.
  return <Day key={new Date(nowMs).setHours(0, 0, 0, 0)} nowMs={nowMs} />
}

function Day({ nowMs }: { nowMs: number }) {
  useLive(topics, todayStore.getState().refresh)
  return (
    <div className="min-h-0 flex-1 overflow-y-auto">
      <div className="mx-auto max-w-260 px-8 pt-8 pb-12">
        <h1 className="text-2xl font-semibold tracking-[-0.022em]">Today</h1>
        <p className="mt-0.5 text-md text-muted">{new Intl.DateTimeFormat(undefined, { dateStyle: 'full' }).format(nowMs)}</p>
        <div className="mt-7 grid grid-cols-[minmax(0,1.55fr)_minmax(0,1fr)] gap-10 max-[1020px]:grid-cols-1">
          <Meetings nowMs={nowMs} />
          <div className="space-y-8">
            <Suggestions />
            <RecentMessages />
            <FadingPeople />
          </div>
        </div>
      </div>
    </div>
  )
}

function Meetings({ nowMs }: { nowMs: number }) {
  const { meetings, refresh } = useStore(todayStore)
  const value = meetings.kind === 'loading' ? null : meetings.value
  return (
    <section aria-labelledby="today-meetings">
      <SectionHead id="today-meetings" title="Meetings" />
      {meetings.kind === 'loading' && (
        <div role="status" aria-label="Loading meetings" className="space-y-3">
          <Skeleton className="h-28 rounded-lg" />
          <Skeleton className="h-28 rounded-lg" />
        </div>
      )}
      {meetings.kind === 'error' && meetings.value === null && (
        <ErrorState error={meetings.error} onRetry={() => void refresh()} />
      )}
      {value?.length === 0 && <NoMeetings />}
      <ol className="space-y-3">
        {value?.map((meeting) => (
          <li key={meeting.event.id}>
            <MeetingCard meeting={meeting} nowMs={nowMs} />
          </li>
        ))}
      </ol>
      <OwnAppointments nowMs={nowMs} />
    </section>
  )
}

function NoMeetings() {
  const hasOwn = useStore(todayStore, (state) => state.own.length > 0)
  const hasEvents = (useStatus()?.counts.calendarEvents ?? 0) > 0
  return (
    <div className="rounded-lg border border-line">
      {hasEvents ? (
        <EmptyState
          icon={<CalendarCheck size={20} />}
          title="No meetings today"
          action={<Button onClick={() => openScreen('calendar')}>Look at the week</Button>}
        >
          {hasOwn ? 'Only what you do by yourself.' : 'The whole day is yours.'}
        </EmptyState>
      ) : (
        <EmptyState
          icon={<CalendarX size={20} />}
          title="No calendar has been read yet"
          action={<Button onClick={() => openScreen('calendar')}>Open the calendar</Button>}
        >
          The day’s meetings appear here, each with the people in it and when you last talked.
        </EmptyState>
      )}
    </div>
  )
}

function Suggestions() {
  const count = useStatus()?.counts.contactSuggestions ?? 0
  if (count === 0) return null
  return (
    <section aria-label="Suggestions" className="flex items-center gap-3 rounded-lg bg-accent-soft px-4 py-3">
      <UserCheck aria-hidden size={18} className="shrink-0 text-accent" />
      <p className="flex-1">{formatCounted(count, 'person to review', 'people to review')}</p>
      <Button size="small" onClick={() => openScreen('people', 'suggestions')}>
        Review
      </Button>
    </section>
  )
}
