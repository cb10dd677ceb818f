// `omnicrm status`: what the workspace holds and how it is.
import { jobName } from '../../shared/jobs/job-name.ts'
import type { DurationPercentiles, JobMetrics, JobMetricsReport } from '../../shared/views/jobs.ts'
import type { Status } from '../../shared/views/status.ts'
import type { Hooks } from '../../engine/data-folder/hooks.ts'
import { type Answer, formatTable } from '../output.ts'
import { type Query, withReader } from '../with-reader.ts'

/** The figures that `status` tells are of so much time. */
const metricsWindowMs = 60 * 60_000

/** How jobs went over the last hour. */
export function readLastHour(query: Query): Promise<JobMetricsReport> {
  return query('jobs.metrics', { sinceMs: Date.now() - metricsWindowMs })
}

/** The status as `status --json` tells it; scripts rely on this shape. */
export function statusJson(status: Status, lastHour: JobMetricsReport): Record<string, unknown> {
  return {
    schemaVersion: 1,
    accounts: status.accounts.map(({ id, kind, email, status: health, lastSyncAtMs }) => ({
      id,
      kind,
      email,
      status: health,
      lastSyncAt: toIso(lastSyncAtMs),
    })),
    counts: status.counts,
    jobs: status.jobs,
    metrics: {
      total: figuresJson(lastHour.total),
      byKind: Object.fromEntries(lastHour.kinds.map((figures) => [figures.kind, figuresJson(figures)])),
    },
    alerts: status.alerts.map(({ kind, message, cure, sinceMs }) => ({ kind, message, cure, since: toIso(sinceMs) })),
  }
}

/** Of the last hour; durations in ms, and null where nothing ended. */
function figuresJson(metrics: JobMetrics): Record<string, unknown> {
  const { throughputPerMinute, successRate, waitMs, runMs, oldestReadyAgeMs } = metrics
  return { throughputPerMinute, successRate, waitMs, runMs, oldestReadyAgeMs }
}

function toIso(atMs: number | null): string | null {
  return atMs === null ? null : new Date(atMs).toISOString()
}

/** Runs the command. */
export function status(hooks: Hooks): Promise<Answer> {
  return withReader(hooks, async (query) => {
    const now = await query('status.get', {})
    const lastHour = await readLastHour(query)
    const { byKind: _, ...jobs } = now.jobs
    return {
      json: statusJson(now, lastHour),
      lines: [
        ...now.accounts.map(
          (account) =>
            `${account.email}  ${account.kind}  ${account.status}${account.statusReason ? ` (${account.statusReason})` : ''}`,
        ),
        ...(now.accounts.length === 0 ? ['No account yet: try "sample", "import" or "connect google".'] : []),
        '',
        ...formatTable(Object.entries({ ...now.counts, ...jobs })),
        ...describeLastHour(lastHour),
        ...now.alerts.map((alert) => `! ${alert.message} ${alert.cure}`),
      ],
    }
  })
}

/** A table of what ended and what waits; nothing where there was nothing. */
function describeLastHour({ total, kinds }: JobMetricsReport): string[] {
  if (kinds.length === 0) return []
  const row = (name: string, of: JobMetrics): string[] => [
    name,
    formatRate(of.throughputPerMinute),
    of.successRate === null ? '-' : `${formatShort(of.successRate * 100)} %`,
    formatPercentiles(of.waitMs),
    formatPercentiles(of.runMs),
    of.oldestReadyAgeMs === null ? '-' : formatMs(of.oldestReadyAgeMs),
  ]
  return [
    '',
    ...formatTable([
      ['last hour', 'per minute', 'succeeded', 'wait p50/p95/p99', 'run p50/p95/p99', 'oldest ready'],
      ...kinds.map((figures) => row(jobName(figures.kind), figures)),
      row('all', total),
    ]),
    '',
  ]
}

function formatPercentiles(times: DurationPercentiles | null): string {
  return times === null ? '-' : [times.p50, times.p95, times.p99].map(formatMs).join(' / ')
}

function formatRate(perMinute: number): string {
  return perMinute > 0 && perMinute < 0.1 ? '< 0.1' : formatShort(perMinute)
}

function formatMs(durationMs: number): string {
  if (durationMs < 1_000) return `${formatShort(durationMs)} ms`
  return durationMs < 600_000 ? `${formatShort(durationMs / 1_000)} s` : `${formatShort(durationMs / 60_000)} min`
}

/** One decimal at most. */
function formatShort(value: number): string {
  return String(Math.round(value * 10) / 10)
}
