// What happens by itself, when it happens next, a way not to wait for it, and to change it.
import { CalendarClock, Pencil, Play } from 'lucide-react'
import { useState } from 'react'
import { useStore } from 'zustand'
import { jobName } from '../../../shared/jobs/job-name.ts'
import type { Schedule } from '../../../shared/views/jobs.ts'
import { act } from '../../lib/actions.ts'
import { formatMedium, formatRelative } from '../../lib/format-date.ts'
import { formatCounted } from '../../lib/format-number.ts'
import { openDetails } from '../../lib/navigation-store.ts'
import { showToast } from '../../lib/toast-store.ts'
import { useNow } from '../../lib/use-now.ts'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorState } from '../../ui/error-state.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { Switch } from '../../ui/switch.tsx'
import { cronWords } from './cron-words.ts'
import { overviewStore } from './overview-store.ts'
import { ScheduleForm } from './schedule-form.tsx'

/** @see overviewStore */
export function ScheduleList() {
  const { schedules, refresh } = useStore(overviewStore)
  if (schedules.kind === 'loading') return <SkeletonRows label="Loading schedules" count={3} />
  if (schedules.value === null)
    return schedules.kind === 'error' ? <ErrorState error={schedules.error} onRetry={() => void refresh()} /> : null
  if (schedules.value.length === 0) return <EmptyState icon={<CalendarClock size={20} />} title="Nothing is scheduled" />
  return (
    <div className="px-6 py-4">
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
  const { id, title, kind, expression, isEnabled, lastRunAtMs } = schedule
  const [isEditing, setIsEditing] = useState(false)
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3">
      <div className="min-w-60 flex-1">
        <p id={`schedule-${id}`} className="font-medium">
          {title}
        </p>
        <p className="text-muted">
          {jobName(kind)} · {cronWords(expression) ?? <code className="font-mono text-sm">{expression}</code>}
        </p>
        {isEditing && <ScheduleForm schedule={schedule} onClose={() => setIsEditing(false)} />}
      </div>
      <p className="text-right text-sm text-muted tabular-nums">
        <span className="block text-base text-ink">
          <NextRun schedule={schedule} nowMs={nowMs} />
        </span>
        {lastRunAtMs === null ? 'never ran' : `last ${formatRelative(lastRunAtMs, nowMs)}`}
      </p>
      <Button
        size="small"
        aria-label={`Change the time: ${title}`}
        aria-expanded={isEditing}
        icon={<Pencil aria-hidden size={13} />}
        onClick={() => setIsEditing(!isEditing)}
      >
        Change
      </Button>
      <RunNow schedule={schedule} />
      <Switch
        labelledBy={`schedule-${id}`}
        isOn={isEnabled}
        onChange={(isOn) => void act('jobs.updateSchedule', { id, isEnabled: isOn })}
      />
    </li>
  )
}

function NextRun({ schedule: { isEnabled, nextRunAtMs, waitingSinceMs }, nowMs }: { schedule: Schedule; nowMs: number }) {
  if (!isEnabled || nextRunAtMs === null) return 'off'
  if (waitingSinceMs === null) return <span title={formatMedium(nextRunAtMs)}>{formatRelative(nextRunAtMs, nowMs)}</span>
  return <span title={`Due since ${formatMedium(waitingSinceMs)}`}>as soon as nothing else runs</span>
}

function RunNow({ schedule: { id, title, kind } }: { schedule: Schedule }) {
  const [isStarting, setIsStarting] = useState(false)
  const run = async (): Promise<void> => {
    setIsStarting(true)
    const answer = await act('jobs.runSchedule', { id })
    setIsStarting(false)
    if (answer === null) return
    const { jobIds, joined } = answer
    const [jobId] = jobIds
    if (jobId === undefined) {
      showToast({ tone: 'info', message: 'No account can be synced now.', hint: 'Settings show what each account needs.' })
      return
    }
    const added = jobIds.length - joined
    const message =
      added === 0
        ? `“${jobName(kind)}” is waiting or running already.`
        : `Added ${formatCounted(added, 'job')}: “${jobName(kind)}”.`
    showToast({ tone: 'info', message, action: { label: 'Show job', run: () => openDetails({ kind: 'job', id: jobId }) } })
  }
  return (
    <Button
      size="small"
      isBusy={isStarting}
      icon={<Play aria-hidden size={13} />}
      aria-label={`Run now: ${title}`}
      onClick={() => void run()}
    >
      Run now
    </Button>
  )
}
