// Reads how jobs went since a time: throughput, success and times for each kind, and a series of points for the charts.
import type { JobMetrics } from '../../../../shared/views/jobs.ts'
import type { Database } from '../../database.ts'
import { type Histogram, mergeHistogram, percentile } from './histogram.ts'

interface MinuteRow {
  readonly minuteAt: number
  readonly kind: string
  readonly completed: number
  readonly failed: number
  readonly wait: string
  readonly run: string
}

interface Sum {
  completed: number
  failed: number
  readonly wait: Histogram
  readonly run: Histogram
}

const minuteMs = 60_000
/** A chart has at most about so many points: longer periods have wider ones. */
const mostPoints = 120

/** Figures of every kind of which a job has ended since `sinceMs`, by kind. */
export function listMetrics(db: Database, sinceMs: number): JobMetrics[] {
  const rows = db
    .prepare<[number], MinuteRow>(`
      SELECT minute_at AS minuteAt, kind, completed, failed, wait_bins AS wait, run_bins AS run FROM job_metrics WHERE minute_at >= ? ORDER BY minute_at
    `)
    .all(sinceMs - (sinceMs % minuteMs))
  const untilMs = (rows.at(-1)?.minuteAt ?? sinceMs) + minuteMs
  const widthMs = Math.max(1, Math.ceil((untilMs - sinceMs) / minuteMs / mostPoints)) * minuteMs
  const kinds = Map.groupBy(rows, (row) => row.kind)
  return [...kinds.keys()].toSorted().map((kind) => summarize(kind, kinds.get(kind) ?? [], widthMs))
}

function summarize(kind: string, rows: readonly MinuteRow[], widthMs: number): JobMetrics {
  const all = newSum()
  const points = new Map<number, Sum>()
  for (const row of rows) {
    const atMs = row.minuteAt - (row.minuteAt % widthMs)
    const point = points.get(atMs) ?? newSum()
    points.set(atMs, point)
    for (const sum of [all, point]) add(sum, row)
  }
  const ended = all.completed + all.failed
  return {
    kind,
    completed: all.completed,
    failed: all.failed,
    successRate: ended === 0 ? null : all.completed / ended,
    waitP50Ms: percentile(all.wait, 0.5),
    waitP95Ms: percentile(all.wait, 0.95),
    waitP99Ms: percentile(all.wait, 0.99),
    runP50Ms: percentile(all.run, 0.5),
    runP95Ms: percentile(all.run, 0.95),
    runP99Ms: percentile(all.run, 0.99),
    points: [...points].map(([atMs, point]) => ({
      atMs,
      completed: point.completed,
      failed: point.failed,
      waitP50Ms: percentile(point.wait, 0.5),
      waitP95Ms: percentile(point.wait, 0.95),
      runP50Ms: percentile(point.run, 0.5),
      runP95Ms: percentile(point.run, 0.95),
    })),
  }
}

function newSum(): Sum {
  return { completed: 0, failed: 0, wait: {}, run: {} }
}

function add(sum: Sum, row: MinuteRow): void {
  sum.completed += row.completed
  sum.failed += row.failed
  mergeHistogram(sum.wait, JSON.parse(row.wait))
  mergeHistogram(sum.run, JSON.parse(row.run))
}
