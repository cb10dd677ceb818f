// How far a running job is: a bar, the counts, the pace, and how long it will still take.
import clsx from 'clsx'
import { useStore } from 'zustand'
import { jobName } from '../../../shared/jobs/job-name.ts'
import type { JobProgress as Progress } from '../../../shared/views/jobs.ts'
import { formatCount, formatRate, formatTimeLeft } from '../../lib/format-number.ts'
import { ProgressBar } from '../../ui/progress-bar.tsx'
import { timeLeftMs } from './live-progress.ts'
import { overviewStore } from './overview-store.ts'

interface JobProgressProps {
  jobId: number
  kind: string
  /** What the job's row says, until the job tells something newer. */
  stored: Progress | null
  className?: string
  barClassName: string
}

/** Nothing for a job that has told nothing yet. */
export function JobProgress({ jobId, kind, stored, className, barClassName }: JobProgressProps) {
  const live = useStore(overviewStore, (state) => state.progress.get(jobId))
  const progress = live?.progress ?? stored
  if (progress === null) return null
  const { done, total, what } = progress
  const leftMs = live === undefined ? null : timeLeftMs(live)
  return (
    <div className={clsx('flex items-center gap-3', className)}>
      <ProgressBar label={`${jobName(kind)} progress`} done={done} total={total} className={barClassName} />
      <span className="truncate text-sm text-muted tabular-nums">
        {formatCount(done)}
        {total !== null && ` / ${formatCount(total)}`} {what}
        {live !== undefined && live.rate.perSecond > 0 && ` · ${formatRate(live.rate.perSecond)}`}
        {leftMs !== null && ` · ${formatTimeLeft(leftMs)}`}
      </span>
    </div>
  )
}
