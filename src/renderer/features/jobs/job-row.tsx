// One job in a list.
import clsx from 'clsx'
import { Check } from 'lucide-react'
import { useStore } from 'zustand'
import { jobName } from '../../../shared/jobs/job-name.ts'
import type { Job } from '../../../shared/views/jobs.ts'
import { formatRelative } from '../../lib/format-date.ts'
import { formatDuration } from '../../lib/format-number.ts'
import { priorityNames } from '../../lib/job-words.ts'
import { useNow } from '../../lib/use-now.ts'
import { Badge } from '../../ui/badge.tsx'
import { rowLook } from '../../ui/row-look.ts'
import { JobProgress } from './job-progress.tsx'
import { StatusBadge } from './status-badge.tsx'
import { overviewStore } from './overview-store.ts'

interface JobRowProps {
  job: Job
  isActive: boolean
  isSelected: boolean
  isMarked: boolean
}

/** The inside of an option; its height is given by the row. */
export function JobRow({ job, isActive, isSelected, isMarked }: JobRowProps) {
  return (
    <div className={rowLook({ isActive, isOpen: isSelected || isMarked })}>
      <span className="flex w-13 shrink-0 items-center gap-1 text-sm text-faint tabular-nums">
        {isMarked && <Check aria-hidden size={14} className="shrink-0 text-accent" />}#{job.id}
      </span>
      <div className="min-w-0 flex-1">
        <p className="flex items-center gap-2">
          <span className="truncate font-medium">{jobName(job.kind)}</span>
          {job.priority !== 'medium' && <Badge>{priorityNames[job.priority]}</Badge>}
          {job.attempt > 1 && (
            <Badge tone="warning">
              Attempt {job.attempt} of {job.maxAttempts}
            </Badge>
          )}
        </p>
        <Explanation job={job} />
      </div>
      <Timing job={job} />
      <div className="flex w-20 justify-end">
        <StatusBadge job={job} />
      </div>
    </div>
  )
}

function Explanation({ job }: { job: Job }) {
  const isTold = useStore(overviewStore, (state) => state.progress.has(job.id))
  if (job.status === 'processing' && (isTold || job.progress !== null))
    return <JobProgress jobId={job.id} kind={job.kind} stored={job.progress} barClassName="max-w-20 min-w-6 flex-1" />
  const text = job.error ?? job.waitingFor
  if (text === null) return null
  return (
    <p className={clsx('truncate text-sm', job.error === null || job.status === 'cancelled' ? 'text-muted' : 'text-bad')}>
      {text}
    </p>
  )
}

function Timing({ job }: { job: Job }) {
  const nowMs = useNow()
  const { startedAtMs, finishedAtMs, createdAtMs, runAtMs, status } = job
  const isLater = status === 'queued' && runAtMs > nowMs
  return (
    <div className="w-30 shrink-0 text-right text-sm text-muted tabular-nums">
      <p>{formatRelative(isLater ? runAtMs : (finishedAtMs ?? startedAtMs ?? createdAtMs), nowMs)}</p>
      {startedAtMs !== null && finishedAtMs !== null && (
        <p className="text-faint">took {formatDuration(finishedAtMs - startedAtMs)}</p>
      )}
    </div>
  )
}
