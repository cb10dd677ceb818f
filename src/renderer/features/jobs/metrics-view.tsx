// The last hour in figures: how many, how fast, how reliably, for each kind of job.
import { ChartLine } from 'lucide-react'
import { useStore } from 'zustand'
import { jobName } from '../../../shared/jobs/job-name.ts'
import type { DurationPercentiles, JobMetricsReport } from '../../../shared/views/jobs.ts'
import { formatCount, formatDuration, formatShare } from '../../lib/format-number.ts'
import { useLive } from '../../lib/use-live.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorState } from '../../ui/error-state.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { Sparkline } from '../../ui/sparkline.tsx'
import { overviewStore } from './overview-store.ts'

const topics = ['jobs'] as const

/** The table is the twin of the small charts in it. */
export function MetricsView() {
  const { metrics, refreshMetrics } = useStore(overviewStore)
  useLive(topics, refreshMetrics)
  if (metrics.kind === 'loading') return <SkeletonRows label="Loading figures" count={4} />
  if (metrics.value === null)
    return metrics.kind === 'error' ? <ErrorState error={metrics.error} onRetry={() => void refreshMetrics()} /> : null
  if (metrics.value.kinds.length === 0) {
    return (
      <EmptyState icon={<ChartLine size={20} />} title="No figures yet">
        They appear once jobs have run in the last hour.
      </EmptyState>
    )
  }
  return (
    <div tabIndex={0} role="group" aria-label="Figures of the last hour" className="min-h-0 flex-1 overflow-auto px-6 py-4">
      <table className="w-full border-collapse tabular-nums">
        <caption className="pb-2 text-left text-muted">The last hour</caption>
        <thead>
          <tr className="border-b border-line text-left text-sm text-muted [&>th]:py-2 [&>th]:pr-4 [&>th]:font-medium">
            <th scope="col">Kind</th>
            <th scope="col">Throughput</th>
            <th scope="col" className="text-right">
              Finished
            </th>
            <th scope="col" className="text-right">
              Success
            </th>
            <th scope="col" className="text-right">
              Wait p50 / p95
            </th>
            <th scope="col" className="text-right">
              Run p50 / p95
            </th>
          </tr>
        </thead>
        <tbody>
          {metrics.value.kinds.map((metric) => (
            <MetricRow key={metric.kind} metric={metric} />
          ))}
        </tbody>
      </table>
    </div>
  )
}

function MetricRow({ metric }: { metric: JobMetricsReport['kinds'][number] }) {
  const { kind, completed, failed, successRate, points } = metric
  return (
    <tr className="border-b border-line [&>td]:py-2 [&>td]:pr-4 [&>th]:py-2 [&>th]:pr-4">
      <th scope="row" className="text-left font-medium">
        {jobName(kind)}
      </th>
      <td>
        <Sparkline label={`${jobName(kind)}: finished per minute`} values={points.map((point) => point.completed)} />
      </td>
      <td className="text-right">
        {formatCount(completed)}
        {failed > 0 && <span className="text-bad"> · {formatCount(failed)} failed</span>}
      </td>
      <td className="text-right">{successRate === null ? '–' : formatShare(successRate)}</td>
      <td className="text-right">{formatTimes(metric.waitMs)}</td>
      <td className="text-right">{formatTimes(metric.runMs)}</td>
    </tr>
  )
}

function formatTimes(times: DurationPercentiles | null): string {
  return times === null ? '–' : `${formatDuration(times.p50)} / ${formatDuration(times.p95)}`
}
