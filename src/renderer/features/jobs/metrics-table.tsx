// The figures of each kind of job, side by side.
import { jobName } from '../../../shared/jobs/job-name.ts'
import type { DurationPercentiles, JobMetricsReport } from '../../../shared/views/jobs.ts'
import { formatCount, formatDuration, formatShare } from '../../lib/format-number.ts'

/** One row for each kind of which any has ended or is ready. */
export function MetricsTable({ kinds }: { kinds: JobMetricsReport['kinds'] }) {
  return (
    <table className="mt-4 w-full border-collapse tabular-nums">
      <caption className="sr-only">Figures by kind of job</caption>
      <thead>
        <tr className="border-b border-line text-sm text-muted [&>th]:py-2 [&>th]:pl-4 [&>th]:text-right [&>th]:font-medium">
          <th scope="col" className="!pl-0 !text-left">
            Kind
          </th>
          <th scope="col">Finished</th>
          <th scope="col">Success</th>
          <th scope="col">Wait p50 / p95 / p99</th>
          <th scope="col">Run p50 / p95 / p99</th>
          <th scope="col">Oldest ready</th>
        </tr>
      </thead>
      <tbody>
        {kinds.map(({ kind, completed, failed, successRate, waitMs, runMs, oldestReadyAgeMs }) => (
          <tr key={kind} className="border-b border-line [&>td]:py-2 [&>td]:pl-4 [&>td]:text-right">
            <th scope="row" className="py-2 text-left font-medium">
              {jobName(kind)}
            </th>
            <td>
              {formatCount(completed)}
              {failed > 0 && <span className="text-bad"> · {formatCount(failed)} failed</span>}
            </td>
            <td>{successRate === null ? '–' : formatShare(successRate)}</td>
            <td>{formatTimes(waitMs)}</td>
            <td>{formatTimes(runMs)}</td>
            <td>{oldestReadyAgeMs === null ? '–' : formatDuration(oldestReadyAgeMs)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function formatTimes(times: DurationPercentiles | null): string {
  return times === null ? '–' : [times.p50, times.p95, times.p99].map(formatDuration).join(' / ')
}
