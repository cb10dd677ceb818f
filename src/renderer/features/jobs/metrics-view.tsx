// How jobs went, in charts and figures: how many, how fast, how reliably, over all and for each kind.
import { ChartLine } from 'lucide-react'
import { useState } from 'react'
import { useStore } from 'zustand'
import { jobName } from '../../../shared/jobs/job-name.ts'
import type { JobMetrics, JobMetricsReport } from '../../../shared/views/jobs.ts'
import { formatCount, formatDuration, formatShare } from '../../lib/format-number.ts'
import { useLive } from '../../lib/use-live.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorState } from '../../ui/error-state.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import { Select } from '../../ui/select.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { MetricsCharts } from './metrics-charts.tsx'
import { MetricsTable } from './metrics-table.tsx'
import { metricsWindows, overviewStore, type MetricsWindow } from './overview-store.ts'

const topics = ['jobs'] as const
const windowNames: Record<MetricsWindow, string> = { hour: 'Last hour', day: 'Last day', week: 'Last week' }

/** @see overviewStore */
export function MetricsView() {
  const { metrics, metricsWindow, setMetricsWindow, refreshMetrics } = useStore(overviewStore)
  const [kind, setKind] = useState('all')
  useLive(topics, refreshMetrics)
  if (metrics.kind === 'loading') return <SkeletonRows label="Loading figures" count={4} />
  if (metrics.value === null)
    return metrics.kind === 'error' ? <ErrorState error={metrics.error} onRetry={() => void refreshMetrics()} /> : null
  const { kinds, total, bucketMs } = metrics.value
  const one = kinds.find((each) => each.kind === kind)
  const shown = one ?? total
  return (
    <div role="group" aria-label="Figures" className="px-6 py-3">
      <div className="flex flex-wrap items-center gap-2">
        <Segmented
          label="Period"
          value={metricsWindow}
          options={metricsWindows.map((value) => ({ value, label: windowNames[value] }))}
          onChange={(next) => void setMetricsWindow(next)}
        />
        <Select
          label="Kind of job in the charts"
          value={one === undefined ? 'all' : kind}
          options={kindOptions(kinds)}
          onChange={setKind}
        />
      </div>
      {kinds.length === 0 ? (
        <EmptyState icon={<ChartLine size={20} />} title="No figures yet">
          They appear once jobs have run in this period.
        </EmptyState>
      ) : (
        <>
          <Facts metrics={shown} />
          <MetricsCharts metrics={shown} bucketMs={bucketMs} />
          <MetricsTable kinds={kinds} />
        </>
      )}
    </div>
  )
}

function kindOptions(kinds: JobMetricsReport['kinds']): { value: string; label: string }[] {
  return [{ value: 'all', label: 'All kinds' }, ...kinds.map(({ kind }) => ({ value: kind, label: jobName(kind) }))]
}

function Facts({ metrics }: { metrics: JobMetrics }) {
  const { throughputPerMinute, completed, failed, successRate, oldestReadyAgeMs } = metrics
  const facts = [
    ['Throughput', `${formatCount(Math.round(throughputPerMinute * 10) / 10)} a minute`],
    ['Finished', formatCount(completed)],
    ['Failed', formatCount(failed)],
    ['Success', successRate === null ? '–' : formatShare(successRate)],
    ['Oldest ready job', oldestReadyAgeMs === null ? 'none waits' : `ready for ${formatDuration(oldestReadyAgeMs)}`],
  ] as const
  return (
    <dl className="my-3 flex flex-wrap gap-x-8 gap-y-2 tabular-nums">
      {facts.map(([term, value]) => (
        <div key={term}>
          <dt className="text-sm text-muted">{term}</dt>
          <dd className="font-medium">{value}</dd>
        </div>
      ))}
    </dl>
  )
}
