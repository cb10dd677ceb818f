// The charts of the job monitor: throughput, success, wait and run time over a period.
import type { JobMetrics, MetricPoint } from '../../../shared/views/jobs.ts'
import { formatPointTime } from '../../lib/format-date.ts'
import { formatCount, formatDuration, formatShare } from '../../lib/format-number.ts'
import { TimeChart, type ChartSeries } from '../../ui/time-chart.tsx'

const dayMs = 24 * 60 * 60_000
const percentiles: readonly ChartSeries[] = [
  { name: 'p50', tone: 'accent' },
  { name: 'p95', tone: 'warning' },
  { name: 'p99', tone: 'bad' },
]

/** `bucketMs` is the width of a point. */
export function MetricsCharts({ metrics: { points }, bucketMs }: { metrics: JobMetrics; bucketMs: number }) {
  const isLong = (points.at(-1)?.atMs ?? 0) - (points[0]?.atMs ?? 0) > dayMs
  const formatTime = (atMs: number): string => formatPointTime(atMs, isLong)
  const minutes = Math.round(bucketMs / 60_000)
  const per = minutes === 1 ? 'a minute' : `in ${minutes} minutes`
  const chart = (valuesOf: (point: MetricPoint) => (number | null)[]) =>
    points.map((point) => ({ atMs: point.atMs, values: valuesOf(point) }))
  return (
    <div className="grid gap-3 [grid-template-columns:repeat(auto-fit,minmax(max(20rem,34%),1fr))]">
      <TimeChart
        title={`Throughput, jobs ${per}`}
        series={[
          { name: 'Finished', tone: 'accent' },
          { name: 'Failed', tone: 'bad' },
        ]}
        points={chart(({ completed, failed }) => [completed, failed])}
        formatValue={(value) => formatCount(Math.round(value * 10) / 10)}
        formatTime={formatTime}
      />
      <TimeChart
        title="Success"
        series={[{ name: 'Success', tone: 'good' }]}
        points={chart(({ completed, failed }) => [completed + failed === 0 ? null : completed / (completed + failed)])}
        formatValue={formatShare}
        formatTime={formatTime}
        most={1}
      />
      <TimeChart
        title="Wait, from ready to started"
        series={percentiles}
        points={chart(({ waitMs }) => [waitMs?.p50 ?? null, waitMs?.p95 ?? null, waitMs?.p99 ?? null])}
        formatValue={formatDuration}
        formatTime={formatTime}
      />
      <TimeChart
        title="Run, from started to ended"
        series={percentiles}
        points={chart(({ runMs }) => [runMs?.p50 ?? null, runMs?.p95 ?? null, runMs?.p99 ?? null])}
        formatValue={formatDuration}
        formatTime={formatTime}
      />
    </div>
  )
}
