// Turns a row of the jobs table into what the job monitor shows.
import type { Job } from '../../../../shared/views/jobs.ts'
import type { JobStatus } from '../../../../shared/jobs/vocabulary.ts'
import type { PauseRow } from './pause-row.ts'
import { priorityName } from './ready-rank.ts'

/** The columns of {@link JobViewRow}. */
export const jobViewColumns = `
  id, kind, status, priority, account_id AS accountId, bucket, flow_id AS flowId, attempt, max_attempts AS maxAttempts, run_at AS runAtMs,
  created_at AS createdAtMs, started_at AS startedAtMs, finished_at AS finishedAtMs, progress, error, waits_for AS waitsFor, ready_rank AS readyRank,
  cancel_requested_at AS cancelRequestedAt, dismissed_at AS dismissedAt
`

/** A row as read with {@link jobViewColumns}. */
export interface JobViewRow {
  readonly id: number
  readonly kind: string
  readonly status: JobStatus
  readonly priority: number
  readonly accountId: string | null
  readonly bucket: string | null
  readonly flowId: number | null
  readonly attempt: number
  readonly maxAttempts: number
  readonly runAtMs: number
  readonly createdAtMs: number
  readonly startedAtMs: number | null
  readonly finishedAtMs: number | null
  readonly progress: string | null
  readonly error: string | null
  readonly waitsFor: number
  readonly readyRank: number | null
  readonly cancelRequestedAt: number | null
  readonly dismissedAt: number | null
}

/** What the screen is given for a row. `pauses` are all there are. */
export function toJob(row: JobViewRow, pauses: readonly PauseRow[]): Job {
  const { bucket: _bucket, waitsFor: _waitsFor, readyRank: _readyRank, cancelRequestedAt, dismissedAt, ...rest } = row
  return {
    ...rest,
    priority: priorityName(row.priority),
    flowId: row.flowId ?? row.id,
    progress: row.progress === null ? null : JSON.parse(row.progress),
    waitingFor: row.status === 'queued' ? explainWaiting(row, pauses) : null,
    cancelRequested: row.status === 'processing' && cancelRequestedAt !== null,
    isDismissed: dismissedAt !== null,
  }
}

/** Whether a pause is about a job. */
export function isPausedBy(pause: PauseRow, job: { kind: string; accountId: string | null; bucket: string | null }): boolean {
  return (
    pause.scope === 'all' ||
    pause.scope === `kind:${job.kind}` ||
    (job.accountId !== null && pause.scope === `account:${job.accountId}`) ||
    (job.bucket !== null && pause.scope === `bucket:${job.bucket}`)
  )
}

function explainWaiting(row: JobViewRow, pauses: readonly PauseRow[]): string {
  if (row.waitsFor > 0) return row.waitsFor === 1 ? 'Waits for another job' : `Waits for ${row.waitsFor} other jobs`
  const pause = pauses.find((each) => isPausedBy(each, row))
  if (pause) return pause.untilAt === null ? pause.reason : `${pause.reason}; goes on by itself`
  if (row.readyRank === null) return row.attempt > 0 ? 'Waits for its next try' : 'Waits for its time'
  return 'Waits for its turn'
}
