// Reads how jobs went since a time: throughput, success and times for each kind and over all, and a series of points for the charts.
import type { DurationPercentiles, JobMetrics, JobMetricsReport, MetricPoint } from '../../../../shared/views/jobs.ts'
import type { Database } from '../../database.ts'
import { type Histogram, mergeHistogram, percentile } from './histogram.ts'
import { oldestReady, readReadyLanes } from './read-ready-lanes.ts'

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

/** The period that is told, cut into pieces of equal width. */
interface Period {
  readonly minutes: number
  /** Where each piece begins, ms since the epoch. */
  readonly starts: readonly number[]
  readonly bucketMs: number
}

const minuteMs = 60_000
/** A chart has at most about so many points: longer periods have wider ones. */
const mostPoints = 120

/** Figures since the minute of `sinceMs`: over all kinds, and for each kind of which a job has ended or is ready to start. */
export function listMetrics(db: Database, sinceMs: number, now: number): JobMetricsReport {
  const rows = db
    .prepare<[number, number], MinuteRow>(`
      SELECT minute_at AS minuteAt, kind, completed, failed, wait_bins AS wait, run_bins AS run FROM job_metrics
      WHERE minute_at BETWEEN ? AND ? ORDER BY minute_at
    `)
    .all(sinceMs - (sinceMs % minuteMs), now)
  const period = cut(sinceMs, now)
  const ready = Map.groupBy(readReadyLanes(db), (lane) => lane.kind)
  const ended = Map.groupBy(rows, (row) => row.kind)
  const kinds = [...new Set([...ended.keys(), ...ready.keys()])].toSorted()
  const describe = (of: readonly MinuteRow[], ageMs: number | null): JobMetrics => ({
    ...summarize(of, period),
    oldestReadyAgeMs: ageMs,
  })
  return {
    bucketMs: period.bucketMs,
    total: describe(rows, oldestReady([...ready.values()].flat(), now)),
    kinds: kinds.map((kind) => ({ kind, ...describe(ended.get(kind) ?? [], oldestReady(ready.get(kind) ?? [], now)) })),
  }
}

function cut(sinceMs: number, now: number): Period {
  const beganAt = sinceMs - (sinceMs % minuteMs)
  const minutes = Math.max(1, (now - beganAt) / minuteMs)
  const bucketMs = Math.ceil(minutes / mostPoints) * minuteMs
  const starts: number[] = []
  for (let atMs = beganAt - (beganAt % bucketMs); atMs <= Math.max(now, beganAt); atMs += bucketMs) starts.push(atMs)
  return { minutes, starts, bucketMs }
}

function summarize(rows: readonly MinuteRow[], { minutes, starts, bucketMs }: Period): Omit<JobMetrics, 'oldestReadyAgeMs'> {
  const all = newSum()
  // Also the pieces in which nothing ended: without them the axis of a chart would lie.
  const points = new Map(starts.map((atMs) => [atMs, newSum()]))
  for (const row of rows) {
    add(all, row)
    const point = points.get(row.minuteAt - (row.minuteAt % bucketMs))
    if (point) add(point, row)
  }
  const ended = all.completed + all.failed
  return {
    completed: all.completed,
    failed: all.failed,
    throughputPerMinute: ended / minutes,
    successRate: ended === 0 ? null : all.completed / ended,
    waitMs: percentiles(all.wait),
    runMs: percentiles(all.run),
    points: [...points].map(([atMs, point]): MetricPoint => ({
      atMs,
      completed: point.completed,
      failed: point.failed,
      waitMs: percentiles(point.wait),
      runMs: percentiles(point.run),
    })),
  }
}

function percentiles(histogram: Histogram): DurationPercentiles | null {
  for (const _ in histogram) {
    return { p50: percentile(histogram, 0.5), p95: percentile(histogram, 0.95), p99: percentile(histogram, 0.99) }
  }
  return null
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
