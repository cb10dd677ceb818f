// What happens by itself, and when it happens next.
import { CalendarClock } from 'lucide-react'
import { useStore } from 'zustand'
import { jobName } from '../../../shared/jobs/job-name.ts'
import type { Schedule } from '../../../shared/views/jobs.ts'
import { act } from '../../lib/actions.ts'
import { formatMedium, formatRelative } from '../../lib/format-date.ts'
import { useNow } from '../../lib/use-now.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorState } from '../../ui/error-state.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { Switch } from '../../ui/switch.tsx'
import { overviewStore } from './overview-store.ts'

/** @see overviewStore */
export function ScheduleList() {
  const { schedules, refresh } = useStore(overviewStore)
  if (schedules.kind === 'loading') return <SkeletonRows label="Loading schedules" count={3} />
  if (schedules.value === null)
    return schedules.kind === 'error' ? <ErrorState error={schedules.error} onRetry={() => void refresh()} /> : null
  if (schedules.value.length === 0) return <EmptyState icon={<CalendarClock size={20} />} title="Nothing is scheduled" />
  return (
    <div className="min-h-0 flex-1 overflow-y-auto px-6 py-4">
      <ul className="divide-y divide-line rounded-lg border border-line">
        {schedules.value.map((schedule) => (
          <ScheduleRow key={schedule.id} schedule={schedule} />
        ))}
      </ul>
    </div>
  )
}

function ScheduleRow({ schedule }: { schedule: Schedule }) {
  const nowMs = useNow()
  const { id, title, kind, expression, isEnabled, nextRunAtMs, lastRunAtMs } = schedule
  return (
    <li className="flex items-center gap-4 px-4 py-3">
      <div className="min-w-0 flex-1">
        <p id={`schedule-${id}`} className="font-medium">
          {title}
        </p>
        <p className="text-muted">
          {jobName(kind)} · <code className="font-mono text-sm">{expression}</code>
        </p>
      </div>
      <p className="text-right text-sm text-muted tabular-nums">
        <span className="block text-base text-ink">
          {isEnabled && nextRunAtMs !== null ? (
            <span title={formatMedium(nextRunAtMs)}>{formatRelative(nextRunAtMs, nowMs)}</span>
          ) : (
            'off'
          )}
        </span>
        {lastRunAtMs === null ? 'never ran' : `last ${formatRelative(lastRunAtMs, nowMs)}`}
      </p>
      <Switch
        labelledBy={`schedule-${id}`}
        isOn={isEnabled}
        onChange={(isOn) => void act('jobs.updateSchedule', { id, isEnabled: isOn })}
      />
    </li>
  )
}
