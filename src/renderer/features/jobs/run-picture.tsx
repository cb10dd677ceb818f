// A run as one picture: every step from fetch to embed, how it stands, what it has done, and the way on from one that failed.
import clsx from 'clsx'
import { Ban, RotateCcw } from 'lucide-react'
import { useStore } from 'zustand'
import { jobName } from '../../../shared/jobs/job-name.ts'
import type { JobRun, RunStep } from '../../../shared/views/jobs.ts'
import { formatCount, formatCounted, formatDuration, formatRate, formatTimeLeft } from '../../lib/format-number.ts'
import { openDetails } from '../../lib/navigation-store.ts'
import { Button } from '../../ui/button.tsx'
import { PanelSection } from '../../ui/panel.tsx'
import { cancelRun, retryJobs } from './job-actions.ts'
import { JobProgress } from './job-progress.tsx'
import { timeLeftMs } from './live-progress.ts'
import { overviewStore } from './overview-store.ts'
import { rowsOf, summaryOf, type RunRow } from './run-rows.ts'
import { StatusBadge } from './status-badge.tsx'

const titles: Readonly<Record<string, string>> = {
  google_calendar_sync: 'The whole sync',
  google_gmail_sync: 'The whole sync',
  file_import: 'The whole import',
}

/** `jobId` is the job whose page this is. */
export function RunPicture({ run, jobId }: { run: JobRun; jobId: number }) {
  const { state, tookMs } = summaryOf(run)
  const rows = rowsOf(run)
  const hasRest = run.steps.some((step) => step.jobId !== jobId && (step.status === 'processing' || step.status === 'queued'))
  const title = titles[rows[0]?.kind ?? ''] ?? 'The whole run'
  return (
    <PanelSection
      title={tookMs === null ? title : `${title} · ${formatDuration(tookMs)}`}
      aside={
        hasRest && (
          <Button size="small" look="danger" icon={<Ban aria-hidden size={13} />} onClick={() => void cancelRun(run.rootId)}>
            Cancel the rest
          </Button>
        )
      }
    >
      {state === 'active' && <RunPace run={run} />}
      <ol aria-label={title}>
        {rows.map((row, index) => (
          <Row
            key={row.kind}
            row={row}
            absence={state === 'active' ? 'Not yet' : state === 'broken' ? 'Not reached' : 'Nothing to do'}
            isHere={row.step?.jobId === jobId}
            isFirst={index === 0}
            isLast={index === rows.length - 1}
          />
        ))}
      </ol>
    </PanelSection>
  )
}

/** What has been worked on, and when the slowest of the running steps will be through. What comes after it takes its own time. */
function RunPace({ run }: { run: JobRun }) {
  const all = useStore(overviewStore, (state) => state.progress)
  const live = run.steps.flatMap(({ status, jobId }) => (status === 'processing' ? (all.get(jobId) ?? []) : []))
  const perSecond = live.reduce((sum, { rate }) => sum + rate.perSecond, 0)
  const lefts = live.flatMap((each) => timeLeftMs(each) ?? [])
  if (perSecond === 0) return null
  return (
    <p className="mb-1 text-sm text-muted tabular-nums">
      {formatRate(perSecond)} over all steps
      {lefts.length > 0 && ` · ${formatTimeLeft(Math.max(...lefts))} of those that run`}
    </p>
  )
}

interface RowProps {
  row: RunRow
  /** Why there is no step. */
  absence: string
  isHere: boolean
  isFirst: boolean
  isLast: boolean
}

function Row({ row: { kind, step }, absence, isHere, isFirst, isLast }: RowProps) {
  return (
    <li className="relative flex gap-3 pb-1">
      <div aria-hidden className="relative w-3 shrink-0">
        {!isFirst && <span className="absolute top-0 left-1/2 h-3 w-px -translate-x-1/2 bg-line-strong" />}
        {!isLast && <span className="absolute top-3 -bottom-1 left-1/2 w-px -translate-x-1/2 bg-line-strong" />}
        <span className={clsx('absolute top-2.5 left-1/2 size-2.25 -translate-x-1/2 rounded-full', dotOf(step))} />
      </div>
      {step === null ? (
        <p className="flex min-h-8 flex-1 items-center justify-between py-1 text-faint">
          <span>{jobName(kind)}</span>
          <span className="text-sm">{absence}</span>
        </p>
      ) : (
        <div className="min-w-0 flex-1">
          <button
            type="button"
            aria-current={isHere || undefined}
            onClick={() => openDetails({ kind: 'job', id: step.jobId })}
            className={clsx(
              '-mx-2 block w-[calc(100%+1rem)] rounded-md px-2 py-1 text-left',
              isHere ? 'bg-sunken' : 'hover:bg-hover',
            )}
          >
            <span className="flex items-center justify-between gap-2">
              <span className={clsx('truncate', isHere && 'font-medium')}>{jobName(kind)}</span>
              <StatusBadge job={{ status: step.status, cancelRequested: false }} />
            </span>
            <span className="flex justify-between gap-2 text-sm text-muted tabular-nums">
              <span>{figuresOf(step)}</span>
              {step.workedMs > 0 && <span>{formatDuration(step.workedMs)}</span>}
            </span>
          </button>
          {step.status === 'processing' && (
            <JobProgress
              jobId={step.jobId}
              kind={step.kind}
              stored={step.progress}
              className="pb-1.5"
              barClassName="min-w-6 flex-1"
            />
          )}
          {(step.status === 'failed' || step.status === 'cancelled') && <WayOn step={step} />}
        </div>
      )}
    </li>
  )
}

function WayOn({ step }: { step: RunStep }) {
  return (
    <div className="flex items-start justify-between gap-3 pb-2">
      <p className="min-w-0 text-sm break-words text-bad">{step.status === 'failed' && step.error}</p>
      <Button size="small" icon={<RotateCcw aria-hidden size={13} />} onClick={() => void retryJobs([step.jobId])}>
        Resume from here
      </Button>
    </div>
  )
}

function figuresOf({ items, failedItems, jobs }: RunStep): string {
  const parts = [
    ...(items === null ? [] : [formatCounted(items, 'item')]),
    ...(failedItems > 0 ? [`${formatCount(failedItems)} failed`] : []),
    ...(jobs > 1 ? [`in ${formatCount(jobs)} turns`] : []),
  ]
  return parts.join(' · ')
}

function dotOf(step: RunStep | null): string {
  switch (step?.status) {
    case 'processing':
      return 'bg-accent animate-breathe'
    case 'completed':
      return 'bg-good'
    case 'failed':
      return 'bg-bad'
    case 'queued':
      return 'bg-warning'
    case 'cancelled':
      return 'bg-line-strong'
    case undefined:
      return 'border border-line-strong bg-surface'
  }
}
