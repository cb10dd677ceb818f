// Reads everything that came of one job as one picture: a sync from fetch to embed.
import { jobKinds, type JobStatus } from '../../../../shared/jobs/vocabulary.ts'
import type { JobRun, RunStep } from '../../../../shared/views/jobs.ts'
import type { Database } from '../../database.ts'

interface KindRow {
  readonly kind: string
  readonly jobs: number
  readonly items: number | null
  readonly failedItems: number
  readonly startedAtMs: number | null
  readonly finishedAtMs: number | null
  readonly workedMs: number
  readonly newestId: number
  readonly processingId: number | null
  readonly queuedId: number | null
}

interface FacedRow {
  readonly status: JobStatus
  readonly progress: string | null
  readonly error: string | null
}

const kindsOfRun = `
  WITH RECURSIVE run (id) AS (
    SELECT @rootId
    UNION SELECT child_id FROM run JOIN job_follow_ups ON parent_id = run.id
    UNION SELECT child_id FROM run JOIN job_dependencies ON parent_id = run.id
  )
  SELECT kind, count(*) AS jobs, min(started_at) AS startedAtMs, max(finished_at) AS finishedAtMs,
    sum(iif(status = 'completed', finished_at - started_at, 0)) AS workedMs,
    sum(coalesce(result ->> '$.items', result ->> '$.stored')) AS items,
    sum(coalesce(result ->> '$.failedItems', 0)) AS failedItems,
    max(jobs.id) AS newestId,
    max(iif(status = 'processing', jobs.id, NULL)) AS processingId,
    max(iif(status = 'queued', jobs.id, NULL)) AS queuedId
  FROM run JOIN jobs ON jobs.id = run.id GROUP BY kind
`

/** Reads the run that a job began; null when nothing came of it and nothing was meant to, or when the job is gone. */
export function readRun(db: Database, rootId: number): JobRun | null {
  const rows = db.prepare<[{ rootId: number }], KindRow>(kindsOfRun).all({ rootId })
  const root = db.prepare<[number], { kind: string }>('SELECT kind FROM jobs WHERE id = ?').get(rootId)
  if (!root || (rows.length < 2 && !beginsRun(root.kind))) return null
  const place = (kind: string): number => (kind === root.kind ? -1 : (jobKinds as readonly string[]).indexOf(kind))
  const steps = rows.toSorted((left, right) => place(left.kind) - place(right.kind)).map((row) => toStep(db, row))
  return { rootId, steps }
}

/** Kinds that are the beginning of a run even when they find nothing new. */
function beginsRun(kind: string): boolean {
  return kind === 'google_calendar_sync' || kind === 'google_gmail_sync' || kind === 'file_import'
}

function toStep(db: Database, { newestId, processingId, queuedId, ...figures }: KindRow): RunStep {
  const jobId = processingId ?? queuedId ?? newestId
  const faced = db.prepare<[number], FacedRow>('SELECT status, progress, error FROM jobs WHERE id = ?').get(jobId)
  if (!faced) throw new Error(`job ${jobId} has gone while it was read`)
  const progress = faced.status === 'processing' && faced.progress !== null ? JSON.parse(faced.progress) : null
  return { ...figures, status: faced.status, jobId, progress, error: faced.error }
}
